import { z } from "zod";
import { experimentVerdicts } from "../../../shared/contracts/experiment-verdicts.ts";
import { AutomationQuote } from "../../../shared/events/lifecycle/automation.ts";
import { ExperimentDesign, ExperimentMetric, ExperimentPlan } from "../../../shared/events/running/experiments.ts";
import { RolloutPlan } from "../../../shared/events/running/rollouts.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { refusalQuotes, refusalsOf, withoutRefusalsOf } from "./erased-refusal.ts";

const Figures = z.object({
  metric: ExperimentMetric,
  /** The arm's mean over its ended sessions. */
  mean: z.number(),
  /** The difference from the control, as a share of the control's mean. Null for the control. */
  lift: z.number().nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  pValue: z.number().nullable(),
  /** The posterior probability that the arm is better than the control. */
  chanceToWin: z.number().nullable(),
  /** Why the figures say nothing yet. */
  problem: z.string().nullable(),
});
export type Figures = z.infer<typeof Figures>;

export const Verdict = z.literal(["control", "too-early", "better", "worse", "harmful", "no-difference-yet"]);
export type Verdict = z.infer<typeof Verdict>;

const ArmResult = z.object({
  key: z.string(),
  exposed: z.number().int(),
  /** Of the exposed, those with an ended session. Only they have figures. */
  measured: z.number().int(),
  sessions: z.number().int(),
  figures: z.array(Figures),
  verdict: Verdict,
});
export type ArmResult = z.infer<typeof ArmResult>;

/** What one look found. */
export const Analysis = z.object({
  at: z.string(),
  arms: z.array(ArmResult),
  /** The p value of the split. Below 0.001 no figure can be trusted. */
  splitPValue: z.number(),
  /** The chance to find the wanted effect with the customers so far, and how many more times as many it takes. */
  power: z.number().nullable(),
  growthNeeded: z.number().nullable(),
});
export type Analysis = z.infer<typeof Analysis>;

export const ExperimentStatus = z.literal(["draft", "running", "stopped", "promoted"]);
export type ExperimentStatus = z.infer<typeof ExperimentStatus>;

/** One attempt to give an arm to all customers. */
export const Promotion = z.object({
  /** The automation engine's run that checks the arm's version. */
  runId: z.string(),
  arm: z.string(),
  version: z.number().int(),
  /** Why, for the record. */
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  /** Null: all customers get it at once. */
  rollout: RolloutPlan.nullable().default(null),
  /** The rollout that gives it to them. Null: none has begun. */
  rolloutId: z.string().nullable().default(null),
  /**
   * `checking`: the checks run. `approval`: they passed, and a second person has to approve. `done`: it is active, or its
   * rollout begins.
   */
  state: z.literal(["checking", "approval", "refused", "done"]),
  /** Why it was refused, for people. Empty otherwise. */
  reasons: z.array(z.string()),
  /** Whose corrections the reasons quote. */
  quoted: z.array(AutomationQuote).default([]),
});
export type Promotion = z.infer<typeof Promotion>;

const Experiment = z.object({
  id: z.string(),
  design: ExperimentDesign,
  plan: ExperimentPlan,
  status: ExperimentStatus,
  /** The active version at the start. Null before. */
  baseVersion: z.number().int().nullable(),
  versions: z.record(z.string(), z.number().int()),
  weights: z.record(z.string(), z.number()),
  closed: z.array(z.object({ arm: z.string(), reason: z.string(), at: z.string() })),
  promoted: z.string().nullable(),
  /** The newest promotion. Null: nobody has asked for one, or it was called off. */
  promotion: Promotion.nullable().default(null),
  /** Why it ended, for people. Empty before. */
  reason: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
  looks: z.number().int(),
  latest: Analysis.nullable(),
  /** The goal's interval of each arm at earlier looks, the newest of many. */
  history: z.array(
    z.object({
      at: z.string(),
      arms: z.array(z.object({ key: z.string(), lift: z.number(), low: z.number(), high: z.number() })),
    }),
  ),
});
export type Experiment = z.infer<typeof Experiment>;

/** Experiments of a client, from draft to their end. */
export const experiments = ownedDocument<Experiment>({
  name: experimentVerdicts.name,
  state: Experiment,
  indexes: [["createdAt desc"]],
  confidential: true,
  personal: {
    fields: ["state.promotion.reasons"],
    find: { by: "reading-all", pageSize: 10 },
    isAbout: ({ state }, person) => refusalQuotes(state, person),
    exported: ({ state }, person) => refusalsOf(state, person),
    afterErasure: (document, person) => ({ ...document, state: withoutRefusalsOf(document.state, person) }),
  },
});

/** The promotion whose end is awaited. Undefined: none is. */
export function openPromotionOf({ promotion }: Experiment): Promotion | undefined {
  return promotion?.state === "checking" || promotion?.state === "approval" ? promotion : undefined;
}

/** The first arm is the control. */
export function controlOf({ arms: [control] }: ExperimentDesign): string {
  if (control === undefined) throw new Error("An experiment has a control.");
  return control.key;
}
