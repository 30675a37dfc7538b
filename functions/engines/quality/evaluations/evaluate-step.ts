import { modelChoice } from "../../../../shared/agent/model-choice.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { ConfigSource } from "../../../../shared/config/versions/current-config.ts";
import { conversationSummaries } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { ratingOf } from "../../../../shared/contracts/surveys/rated-surveys.ts";
import {
  conversationEvaluated,
  type EvaluationRequested,
  evaluationRequested,
  measurementTaken,
} from "../../../../shared/events/index.ts";
import type { Knowledge } from "../../../../shared/knowledge/knowledge.ts";
import type { Models } from "../../../../shared/models/model.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { type ModelRequests, modelCounters } from "../../../../shared/prices/model-counters.ts";
import { type Event, newEvent, type StepContext, step } from "../../../../shared/runtime/step.ts";
import { wallClock } from "../../../../shared/time/wall-clock.ts";
import { askJudge } from "../judge/judge.ts";
import { rubricOf } from "../judge/rubric.ts";
import { evaluate } from "./evaluate.ts";
import { type Evaluation, evaluations, mostFindings } from "./evaluation.ts";
import { addJudgeTokens, type JudgeDaySpent, readJudgeDay } from "./judge-days.ts";
import { readSession, withSources } from "./read-conversation.ts";

interface Dependencies extends Pick<ConfigSource, "config"> {
  readonly documents: Documents;
  readonly models: Models;
  knowledge(config: TenantConfig): Promise<Knowledge>;
}

/** An evaluation with what its judge used. */
interface Kept {
  readonly evaluation: Evaluation;
  readonly usage: ModelRequests | null;
  /** Of the client's days. */
  readonly zone: string;
}

interface Gathered extends Kept {
  readonly day: JudgeDaySpent;
}

/** Evaluates a finished session once. A repeated event changes nothing. */
export function evaluateStep(given: Dependencies) {
  return step<EvaluationRequested, Evaluation, Gathered | undefined>({
    name: "quality-evaluate",
    on: evaluationRequested,
    publishes: [conversationEvaluated, measurementTaken],
    document: evaluations,
    documentId: ({ data }) => data.evaluationId,
    async gather(known, event, ctx) {
      if (known !== undefined) return undefined;
      const day = await readJudgeDay(given.documents, event.tenantId, ctx.now);
      // A judge's votes are paid for once, also when the commit meets a conflict.
      const kept = (await ctx.recall("evaluated")) as Kept | undefined;
      const found = kept ?? (await evaluateSession(given, event, { ...ctx, spent: day.tokens }));
      if (kept === undefined && found !== undefined) await ctx.keep("evaluated", found);
      return found && { ...found, day };
    },
    decide(known, { data }, gathered) {
      if (known !== undefined || gathered === undefined) return undefined;
      const { evaluation: found, usage, day } = gathered;
      const { evaluationId, conversationId, agent, scores, grounding, findings, at } = found;
      const hallucination = grounding === null ? null : Math.round((1 - grounding) * 1_000) / 1_000;
      const told = {
        evaluationId,
        conversationId,
        agent,
        overall: scores.overall,
        accuracy: scores.accuracy,
        hallucination,
        reason: data.reason,
      };
      return {
        document: found,
        writes: usage ? [addJudgeTokens(day, usage.inputTokens + usage.outputTokens)] : [],
        publish: [
          newEvent(conversationEvaluated, conversationId, { ...told, findings: findings.map(({ kind }) => kind), at }),
          // What somebody asked for by hand would shift the averages of the sample.
          ...(data.reason === "requested" || scores.overall === null
            ? []
            : [newEvent(measurementTaken, "quality", measurementOf(found))]),
          // The client also pays for what somebody asked for by hand.
          ...(usage ? [newEvent(measurementTaken, "quality", judgeCost(gathered, usage))] : []),
        ],
      };
    },
  });
}

function measurementOf({ evaluationId, conversationId, agent, scores, grounding, until }: Evaluation) {
  const hallucinationHundredths = grounding === null ? 0 : Math.round((1 - grounding) * 100);
  const quality = { sumHundredths: Math.round((scores.overall ?? 0) * 100), hallucinationHundredths, count: 1 };
  return { source: `quality ${evaluationId}`, at: until, conversationId, agent, channel: null, add: { quality } };
}

/** What the judge's votes cost, on the day of the votes. */
function judgeCost({ evaluation: { evaluationId, conversationId, at }, zone }: Kept, usage: ModelRequests) {
  return {
    source: `judge ${evaluationId}`,
    at,
    conversationId,
    agent: null,
    channel: null,
    add: modelCounters(usage, wallClock(new Date(at), zone).date),
  };
}

async function evaluateSession(
  { documents, models, config: readConfig, knowledge }: Dependencies,
  { tenantId, data }: Event<EvaluationRequested>,
  ctx: Pick<StepContext, "now" | "signal"> & { readonly spent: number },
): Promise<Kept | undefined> {
  const conversation = await documents.get(tenantId, conversationSummaries, data.conversationId);
  const turns = await readSession(documents, tenantId, data);
  const last = turns.at(-1);
  if (conversation === undefined || last === undefined) return undefined;
  const { customer, channel, language, status } = conversation.data.state;
  const config = await readConfig(tenantId, last.config.name, last.config.version);
  const { judge, criteria } = config.quality;
  const checkedTurns = await withSources(turns, { tenantId, config, knowledge: await knowledge(config) });
  const rating = await ratingOf(documents, tenantId, { customerId: customer.id, ...data });
  const rubric = rubricOf(criteria);
  const answering = modelChoice(config);
  const choice = { ...answering, primary: judge.model ?? answering.fallback ?? answering.primary, fallback: null };
  const mayAsk = judge.enabled && ctx.spent < judge.daily_tokens;
  const vote = mayAsk
    ? () => askJudge({ models, choice, signal: ctx.signal }, { rubric, turns: checkedTurns })
    : undefined;
  const material = { turns, checkedTurns, resolved: status === "resolved", rating };
  const evaluated = await evaluate(material, { vote, notAsked: judge.enabled ? "cap" : "disabled" });
  const { scores, checked } = evaluated;
  const evaluation: Evaluation = {
    evaluationId: data.evaluationId,
    conversationId: data.conversationId,
    customerId: customer.id,
    reason: data.reason,
    agent: last.config,
    channel,
    language,
    rubric: rubric.version,
    turns: turns.length,
    scores,
    grounding: checked.grounding,
    findings: checked.findings.slice(0, mostFindings),
    findingCount: checked.findings.length,
    judge: evaluated.judge,
    until: data.until,
    at: ctx.now.toISOString(),
  };
  return { evaluation, usage: evaluated.usage, zone: config.timezone };
}
