import { z } from "zod";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

/** What happened to the conversations of one arm in one stage. */
export const Tally = z.object({
  exposed: z.number().int(),
  escalated: z.number().int(),
  failed: z.number().int(),
  guarded: z.number().int(),
  rated: z.number().int(),
  lowRated: z.number().int(),
  /** Millionths of a US dollar, and the sum of the conversations' squares. */
  cost: z.number(),
  costSquares: z.number(),
});
export type Tally = z.infer<typeof Tally>;

export const guardrailNames = ["escalations", "errors", "guard-events", "low-ratings", "cost"] as const;

const Finding = z.object({
  guardrail: z.literal(guardrailNames),
  result: z.literal(["pass", "fail", "not-enough"]),
  /** A rate, or the mean cost in millionths of a dollar. Null: nothing was counted. */
  current: z.number().nullable(),
  candidate: z.number().nullable(),
  /** How much likelier the figures are if the candidate is worse: an e-value. */
  evidence: z.number(),
});
export type Finding = z.infer<typeof Finding>;

export const VerdictResult = z.literal(["pass", "fail", "not-enough"]);

const Verdict = z.object({
  result: VerdictResult,
  /** For people. */
  why: z.string(),
  at: z.string(),
  findings: z.array(Finding),
});
export type Verdict = z.infer<typeof Verdict>;

const Stage = z.object({
  share: z.number(),
  since: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The newest while it runs, then the one that it ended with: what comes later does not change it. */
  verdict: Verdict.nullable(),
  current: Tally,
  candidate: Tally,
  /** Observations that came after its end. They are in the tallies. */
  late: z.number().int(),
});
export type Stage = z.infer<typeof Stage>;

/** `refused`: it never began. `superseded`: another version was activated for everybody. */
export const RolloutStatus = z.literal(["starting", "running", "refused", "completed", "rolled-back", "superseded"]);

const Rollout = z.object({
  id: z.string(),
  configName: z.string(),
  fromVersion: z.number().int(),
  version: z.number().int(),
  minMinutes: z.number(),
  minExposures: z.number().int(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  status: RolloutStatus,
  /** Counts from 0. */
  stage: z.number().int(),
  stages: z.array(Stage),
  countedAt: z.string().nullable(),
  ended: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
});
export type Rollout = z.infer<typeof Rollout>;

/** A version of a configuration that goes to a growing share of the customers. */
export const rollouts = ownedDocument<Rollout>({
  name: "rollouts",
  state: Rollout,
  indexes: [["requestedAt desc"], ["status", "requestedAt desc"]],
  confidential: false,
  // Of the client's people: who asked and who ended it. Of customers: counts.
  personal: "nothing",
});

export function isOver({ status }: Pick<Rollout, "status">): boolean {
  return status !== "starting" && status !== "running";
}
