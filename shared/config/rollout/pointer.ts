import { z } from "zod";

/** A rollout as the pointer of the active configuration holds it: the one truth of who gets which version. */
export const RolloutPointer = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  /** Counts from 0. */
  stage: z.number().int(),
  /** The share of customers who get the version, 0 to 1. */
  share: z.number(),
  by: z.string(),
  at: z.string(),
});
export type RolloutPointer = z.infer<typeof RolloutPointer>;

export const RolloutOutcome = z.literal(["completed", "rolled-back", "superseded"]);
export type RolloutOutcome = z.infer<typeof RolloutOutcome>;

/** How the newest rollout ended. Kept with the pointer, so that a death between two commits loses no reason. */
export const EndedRollout = z.object({
  id: z.string(),
  outcome: RolloutOutcome,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});
export type EndedRollout = z.infer<typeof EndedRollout>;
