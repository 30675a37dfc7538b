import { z } from "zod";
import { type ConversationEvaluated, conversationEvaluated } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { step } from "../../../../shared/runtime/step.ts";

const Sum = z.object({ n: z.number().int(), sum: z.number(), squares: z.number() });
type Sum = z.infer<typeof Sum>;

const VersionScores = z.object({
  agent: z.object({ name: z.string(), version: z.number().int() }),
  evaluations: z.number().int(),
  withFindings: z.number().int(),
  overall: Sum,
  accuracy: Sum,
  hallucination: Sum,
  /** When the newest of them was made. */
  at: z.string(),
});
export type VersionScores = z.infer<typeof VersionScores>;

/** What the evaluations of each version add up to: enough for means and their spread without reading one of them. */
export const versionScores = ownedDocument<VersionScores>({
  name: "quality-versions",
  state: VersionScores,
  indexes: [["at desc"]],
  confidential: false,
  personal: "nothing",
});

/** Adds an evaluation to its version's. What somebody asked for by hand was not drawn by chance, and is left out. */
export const countVersion = step({
  name: "quality-count-version",
  on: conversationEvaluated,
  document: versionScores,
  documentId: ({ data: { agent } }) => deriveId("version", agent.name, String(agent.version)),
  exclusive: false,
  filter: ({ data }) => data.reason !== "requested",
  decide: (before, { data }) => ({ document: withEvaluation(before, data) }),
});

const none: Sum = { n: 0, sum: 0, squares: 0 };

export function withEvaluation(
  before: VersionScores | undefined,
  { agent, overall, accuracy, hallucination, findings, at }: ConversationEvaluated,
): VersionScores {
  return {
    agent,
    evaluations: (before?.evaluations ?? 0) + 1,
    withFindings: (before?.withFindings ?? 0) + (findings.length > 0 ? 1 : 0),
    overall: withValue(before?.overall, overall),
    accuracy: withValue(before?.accuracy, accuracy),
    hallucination: withValue(before?.hallucination, hallucination),
    at: before !== undefined && before.at > at ? before.at : at,
  };
}

function withValue(before: Sum = none, value: number | null): Sum {
  if (value === null) return before;
  return { n: before.n + 1, sum: before.sum + value, squares: before.squares + value ** 2 };
}
