import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { Exposure, RolloutArm } from "../conversation/session-config.ts";

/** What can happen to a conversation that takes part in a rollout, each counted once a conversation and stage. */
export const observedFacts = ["exposed", "escalated", "failed", "guarded", "rated", "lowRated"] as const;
export type ObservedFact = (typeof observedFacts)[number];

/** What a rollout's stage has been told of a conversation, so that each fact is told once. */
export const ObservedRollout = z.object({
  ...Exposure.shape,
  facts: z.array(z.literal(observedFacts)),
  /** Millionths of a US dollar. */
  cost: z.number(),
});
export type ObservedRollout = z.infer<typeof ObservedRollout>;

const Observation = z.object({
  rolloutId: z.string(),
  stage: z.number().int(),
  arm: RolloutArm,
  /** What happened for the first time. */
  facts: z.array(z.literal(observedFacts)),
  /** What the conversation cost more than before, in millionths of a US dollar. */
  cost: z.number(),
  /** How much the square of the conversation's cost grew, for the variance. */
  costSquares: z.number(),
  at: z.string(),
});

/** News of one turn. Written in the turn's own commit, counted once and removed in the commit that counts it. */
export type RolloutObservation = z.infer<typeof Observation>;

/** Turns write them; the engine `rollouts` counts and removes them. What nobody counts goes after this time. */
const keptMs = 35 * 24 * 3_600_000;

export const rolloutObservations: Collection<RolloutObservation> = {
  name: "rollout-observations",
  schema: Observation,
  indexes: [["rolloutId", "at asc"]],
  confidential: false,
  // Counts, without whose conversation it was.
  personal: "nothing",
  expiry: ({ at }) => new Date(Date.parse(at) + keptMs),
};
