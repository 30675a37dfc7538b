import { z } from "zod";
import { eventType } from "../event-type.ts";

const RolloutEvent = z.object({ rolloutId: z.string() });

/** How a version is given to a growing share of the customers. */
export const RolloutPlan = z.object({
  /** Shares of the customers, 0 to 1, growing. The last is 1. */
  shares: z.array(z.number()),
  /** How long a stage lasts at least. */
  minMinutes: z.number(),
  /** How many conversations with the new version a stage needs at least. */
  minExposures: z.number().int(),
});
export type RolloutPlan = z.infer<typeof RolloutPlan>;

/** Somebody rolls a version of a configuration out, to a growing share of the customers. */
export const rolloutRequested = eventType(
  "rollout-requested",
  RolloutPlan.extend({
    rolloutId: z.string(),
    configName: z.string(),
    /** The version that everybody has before. */
    fromVersion: z.number().int(),
    version: z.number().int(),
    by: z.string(),
    at: z.string(),
  }),
);
export type RolloutRequested = z.infer<typeof rolloutRequested.schema>;

/** Time to count what happened in a rollout, and to decide. */
export const rolloutLookDue = eventType(
  "rollout-look-due",
  RolloutEvent.extend({
    look: z.number().int(),
    /** True between two regular looks, because something bad happened to a customer with the new version. */
    early: z.boolean().default(false),
  }),
);

export type RolloutLookDue = z.infer<typeof rolloutLookDue.schema>;

/** Somebody moves a rollout to its next stage, or takes it back. */
export const rolloutChanged = eventType(
  "rollout-changed",
  RolloutEvent.extend({
    action: z.literal(["advance", "rollback"]),
    reason: z.string().nullable(),
    by: z.string(),
    at: z.string(),
  }),
);
export type RolloutChanged = z.infer<typeof rolloutChanged.schema>;
