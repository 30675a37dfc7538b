import { z } from "zod";

const Arm = z.object({
  key: z.string(),
  /** The stored version of the configuration that its customers get. */
  version: z.number().int().positive(),
  /** Its share of those who take part. The shares add up to 1. */
  weight: z.number(),
});

/** An experiment as the pointer of the active configuration holds it: the one truth of who gets which version. */
export const ExperimentPointer = z.object({
  id: z.string(),
  /** Deals the customers to the arms. It never changes. */
  seed: z.string(),
  /** The share of customers who take part, 0 to 1. */
  coverage: z.number(),
  /** The control first: its version is the active one. */
  arms: z.array(Arm),
  /** Arms that did harm. Their customers get the control's version. */
  closed: z.array(z.string()),
  by: z.string(),
  at: z.string(),
});
export type ExperimentPointer = z.infer<typeof ExperimentPointer>;

export const ExperimentEnding = z.literal(["stopped", "promoted", "superseded"]);
export type ExperimentEnding = z.infer<typeof ExperimentEnding>;

/** The newest ended experiment. Its arms are kept for sessions that began in it and end later. */
export const EndedExperiment = z.object({
  id: z.string(),
  arms: z.array(Arm),
  outcome: ExperimentEnding,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
});
export type EndedExperiment = z.infer<typeof EndedExperiment>;
