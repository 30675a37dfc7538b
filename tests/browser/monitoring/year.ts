import {
  type VersionScores,
  versionScores,
  withEvaluation,
} from "../../../functions/engines/quality/calibration/version-scores.ts";
import { type Evaluation, evaluations } from "../../../functions/engines/quality/evaluations/evaluation.ts";
import { slaDayId, slaDays } from "../../../functions/engines/sla/watch/watch.ts";
import { dayBefore } from "../../../functions/engines/success/kpis.ts";
import { countersOf, latencyOf } from "../../../shared/contracts/metrics/rollup-counters.ts";
import { rollupMonths } from "../../../shared/contracts/metrics/rollups.ts";
import { type Documents, put, type Write } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";

/** As many days as a year of the console shows, and as many evaluations as the comparison of versions reads. */
export const year = { days: 365, evaluations: 2_000 } as const;
const atOnce = 100;

/** A client's year until today, as the metrics, the probes and the evaluations leave it. */
export async function storeYear(documents: Documents, tenantId: TenantId, today: string): Promise<void> {
  const days = Array.from({ length: year.days }, (_, ago) => dayBefore(today, ago));
  const months = [...Map.groupBy(days, (day) => day.slice(0, 7))].map(([month, own]) => {
    const byDay = Object.fromEntries(own.map((day) => [day.slice(8), countersOn(day)]));
    return put(rollupMonths, month, newOwned({ month, days: byDay, updatedAt: `${today}T00:00:00.000Z` }));
  });
  const probed = days.slice(0, 62).flatMap((day) =>
    (["web_chat", "whatsapp"] as const).map((channel) => {
      const traffic = Array.from({ length: 200 }, (_, at) => `${at * 7}:2:0`).join(" ");
      return put(slaDays, slaDayId(channel, day), { channel, day, states: "u".repeat(1_440), traffic });
    }),
  );
  const evaluated = Array.from({ length: year.evaluations }, (_, at) => evaluationOf(at, days[at % 365] ?? today));
  const kept = evaluated.map((each) => put(evaluations.collection, each.evaluationId, newOwned(each)));
  const versions = [...Map.groupBy(evaluated, ({ agent }) => agent.version)].map(([version, own]) =>
    put(versionScores.collection, `version-${version}`, newOwned(scoresOf(own))),
  );
  const writes: readonly Write[] = [...months, ...probed, ...kept, ...versions];
  for (let first = 0; first < writes.length; first += atOnce)
    await documents.commit(tenantId, writes.slice(first, first + atOnce));
}

/** A busy day: two models, twelve tools, every component of the spend. */
function countersOn(day: string) {
  const busy = 200 + (Number(day.slice(8)) % 7) * 40;
  const model = { requests: busy * 3, inputTokens: busy * 4_000, outputTokens: busy * 500, cachedTokens: busy * 900 };
  const tools = Array.from({ length: 12 }, (_, at) => [`tool_${at}`, { calls: busy, errors: at % 3, ms: busy * 120 }]);
  const components = ["model", "embedding", "stt", "tts", "telephony", "transport", "messaging", "realtime"];
  return countersOf({
    conversations: { begun: busy, ended: busy, resolved: busy - 60, handedOver: 30, contained: busy - 30 },
    turns: { agent: busy * 4 },
    messages: { in: busy * 4, out: busy * 4 },
    ratings: { sumHundredths: busy * 420, count: busy, histogram: { "4": busy } },
    models: { "gemini-3.8-flash": { ...model, errors: 0 }, "gemini-3.5-flash-lite": { ...model, errors: 1 } },
    tools: Object.fromEntries(tools),
    latency: latencyOf(1_200),
    costNanoUsd: Object.fromEntries(components.map((name, at) => [name, busy * 1_000_000 * (at + 1)])),
    quality: { sumHundredths: 20 * 810, hallucinationHundredths: 20 * 4, count: 20 },
    conversions: 12,
    revenueMinor: { INR: busy * 10_000 },
  });
}

function evaluationOf(at: number, day: string): Evaluation {
  const time = `${day}T10:00:00.000Z`;
  const overall = 5 + (at % 50) / 10;
  const quote = "Reception is open from 8 to 21, and parking is free.";
  const finding = { kind: "unsupported-number" as const, turn: 1, quote, evidence: quote };
  return {
    evaluationId: `evaluation-${at}`,
    conversationId: `conversation-${at}`,
    customerId: `customer-${at}`,
    reason: "sample",
    agent: { name: "default", version: 1 + (at % 4) },
    channel: "whatsapp",
    language: "en",
    rubric: "1.abcdef",
    turns: 4,
    scores: { helpfulness: overall, accuracy: overall, appropriateness: 10, goalAchievement: 8, overall },
    grounding: 0.9,
    findings: at % 3 === 0 ? [finding] : [],
    findingCount: at % 3 === 0 ? 1 : 0,
    judge: { status: "not-asked", why: "certain" },
    until: time,
    at: time,
  };
}

/** As the engine adds them up, one after the other. */
function scoresOf(evaluated: readonly Evaluation[]): VersionScores {
  const counted = evaluated.reduce<VersionScores | undefined>((before, { scores, grounding, findings, ...each }) => {
    const { overall, accuracy } = scores;
    const hallucination = grounding === null ? null : 1 - grounding;
    return withEvaluation(before, {
      ...each,
      overall,
      accuracy,
      hallucination,
      findings: findings.map(({ kind }) => kind),
    });
  }, undefined);
  if (counted === undefined) throw new Error("A version has at least one evaluation.");
  return counted;
}
