import { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import type { SamplingReason } from "../../../engines/quality/sampling.ts";
import {
  AgreementView,
  EvaluationSummaryView,
  EvaluationView,
  VersionQualityView,
} from "../../../engines/quality/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine, withoutControls } from "../output.ts";

type JsonOption = { readonly json?: boolean };

export async function listEvaluations(
  options: ServerOptions & ListOptions & { readonly worst?: boolean; readonly reason?: SamplingReason },
): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = {
      limit,
      cursor,
      reason: options.reason,
      order: options.worst ? ("worst" as const) : ("newest" as const),
    };
    const page = await api.get("/v1/quality/evaluations", { query, reply: pageOf(EvaluationSummaryView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0)
    return print("No conversation has been evaluated. `quality.sample_percent` says how many are.");
  printTable(
    ["id", "conversation", "why", "overall", "accuracy", "faults", "version", "ended"],
    items.map((each) => [
      each.id,
      each.conversation_id,
      each.reason,
      scoreText(each.scores.overall),
      scoreText(each.scores.accuracy),
      String(each.finding_count),
      `${each.agent.name} v${each.agent.version}`,
      localTime(each.ended_at),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function showEvaluation(options: ServerOptions & JsonOption & { readonly id: string }): Promise<void> {
  const api = await connect(options);
  show(await api.get("/v1/quality/evaluations/:id", { params: { id: options.id }, reply: EvaluationView }), options);
}

export async function evaluateConversation(
  options: ServerOptions & JsonOption & { readonly conversation: string },
): Promise<void> {
  const api = await connect(options, "operator");
  const body = { conversation_id: options.conversation };
  show(await api.post("/v1/quality/evaluations", { body, reply: EvaluationView }), options);
}

function show(evaluation: z.infer<typeof EvaluationView>, { json }: JsonOption): void {
  if (json) {
    printJson(evaluation);
    return;
  }
  const { scores, judge } = evaluation;
  print(`Evaluation ${evaluation.id} of conversation ${evaluation.conversation_id} (${evaluation.reason})`);
  for (const [name, score] of Object.entries(scores))
    print(`  ${name.replace("_", " ").padEnd(18)}${scoreText(score)}`);
  for (const { criterion, reason } of judge.judgements)
    print(`  ${criterion.replace("_", " ")}: ${shortenLine(reason, 200)}`);
  if (evaluation.findings.length === 0) print("No faults were found.");
  for (const { kind, turn, quote, evidence } of evaluation.findings) {
    print(`\nTurn ${turn}: ${kind}`);
    print(`  said:   ${shortenLine(quote, 200)}`);
    if (evidence !== null) print(`  source: ${shortenLine(evidence, 200)}`);
  }
}

export async function rateEvaluation(
  options: ServerOptions & JsonOption & { readonly id: string; readonly score: number; readonly note?: string },
): Promise<void> {
  const api = await connect(options, "operator");
  const body = { overall: options.score, note: options.note ?? "" };
  const reply = z.object({ overall: z.number(), judged: z.number() });
  const rated = await api.post("/v1/quality/evaluations/:id/ratings", { params: { id: options.id }, body, reply });
  if (options.json) return printJson(rated);
  print(`Rated ${rated.overall}. The evaluation says ${scoreText(rated.judged)}.`);
}

export async function compareVersions(options: ServerOptions & JsonOption): Promise<void> {
  const api = await connect(options);
  const versions = await api.get("/v1/quality/versions", { reply: z.object({ items: z.array(VersionQualityView) }) });
  const agreement = await api.get("/v1/quality/calibration", { reply: z.object({ items: z.array(AgreementView) }) });
  if (options.json) return printJson({ versions: versions.items, agreement: agreement.items });
  if (versions.items.length === 0) return print("No conversation has been evaluated.");
  printTable(
    ["version", "evaluations", "overall", "accuracy", "without source", "drift"],
    versions.items.map((each) => [
      `${withoutControls(each.agent.name)} v${each.agent.version}`,
      String(each.evaluations),
      scoreText(each.overall),
      scoreText(each.accuracy),
      each.hallucination === null ? "–" : `${(each.hallucination * 100).toFixed(1)} %`,
      each.drift.difference === null
        ? each.drift.verdict
        : `${each.drift.verdict} (${each.drift.difference.toFixed(2)})`,
    ]),
  );
  for (const each of agreement.items) {
    const range = each.interval ? ` (${each.interval.map((bound) => bound.toFixed(2)).join(" to ")})` : "";
    const kappa = each.kappa === null ? "not defined" : each.kappa.toFixed(2);
    print(
      `\nPeople and rubric ${each.rubric}: κ ${kappa}${range} of ${each.pairs}, equal ${percent(each.same)}, at most one apart ${percent(each.nearly_same)}, base rate ${percent(each.base_rate)}`,
    );
  }
}

function scoreText(score: number | null): string {
  return score === null ? "–" : score.toFixed(1);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
