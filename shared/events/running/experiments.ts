import { z } from "zod";
import { eventType } from "../event-type.ts";
import { ReplayWish } from "../lifecycle/automation.ts";
import { RolloutPlan } from "./rollouts.ts";

const ExperimentEvent = z.object({ experimentId: z.string() });
const ByPerson = ExperimentEvent.extend({ by: z.string(), at: z.string() });

/** A change of a configuration: a path and its new value. Without a value the path is removed. */
export const ConfigChange = z.object({ path: z.string(), value: z.unknown().optional() });
export type ConfigChange = z.infer<typeof ConfigChange>;

export const ExperimentMetric = z.literal([
  "containment",
  "resolution",
  "handoff",
  "turns",
  "cost",
  "errors",
  "guard_events",
  "csat",
  "conversion",
]);
export type ExperimentMetric = z.infer<typeof ExperimentMetric>;

/** What an experiment is to find out, and under which rules. It never changes after its start. */
export const ExperimentDesign = z.object({
  name: z.string(),
  hypothesis: z.string(),
  configName: z.string(),
  arms: z.array(z.object({ key: z.string(), weight: z.number(), changes: z.array(ConfigChange) })),
  coverage: z.number(),
  goal: ExperimentMetric,
  /** The smallest relative change of the goal that matters. */
  effect: z.number(),
  /** A variant that is worse than the control by more than `tolerance` (relative) is closed. */
  guardrails: z.array(z.object({ metric: ExperimentMetric, tolerance: z.number() })),
  /** Customers per arm before a guardrail may close one. */
  minExposures: z.number().int(),
  alpha: z.number(),
  /** The customers at which the sequential intervals are tightest. */
  tuning: z.number().int(),
  lookMinutes: z.number().int(),
  /** `bandit` moves customers to what works: its figures are no test. */
  mode: z.literal(["split", "bandit"]),
});
export type ExperimentDesign = z.infer<typeof ExperimentDesign>;

/** What the design can find with the traffic that there was, computed before the start. */
export const ExperimentPlan = z.object({
  /** Where the traffic and the control's mean come from. */
  source: z.literal(["measured", "stated", "unknown"]),
  baseline: z.number().nullable(),
  customersPerDay: z.number().nullable(),
  customersNeeded: z.number().nullable(),
  daysNeeded: z.number().nullable(),
  /** The smallest relative change that 28 days find with a power of 80 %. */
  detectableIn28Days: z.number().nullable(),
});
export type ExperimentPlan = z.infer<typeof ExperimentPlan>;

/** Somebody describes an experiment. Nothing happens to customers yet. */
export const experimentDrafted = eventType(
  "experiment-drafted",
  ByPerson.extend({ design: ExperimentDesign, plan: ExperimentPlan }),
);

export const experimentStarted = eventType("experiment-started", ByPerson);

/** Time to count and to judge. `look` counts from 1. */
export const experimentLookDue = eventType("experiment-look-due", ExperimentEvent.extend({ look: z.number().int() }));

export const experimentStopped = eventType("experiment-stopped", ByPerson.extend({ reason: z.string() }));

/**
 * Somebody wants an arm's configuration for all customers. `anyway`: although its goal is not shown to be better. It becomes
 * theirs when the automation engine's checks have passed.
 */
export const experimentPromoted = eventType(
  "experiment-promoted",
  ByPerson.extend({
    arm: z.string(),
    anyway: z.boolean(),
    reason: z.string(),
    replay: ReplayWish.default({ conversations: 0, maxUsd: "0" }),
    /** Null: all customers get it at once. */
    rollout: RolloutPlan.nullable().default(null),
  }),
);
