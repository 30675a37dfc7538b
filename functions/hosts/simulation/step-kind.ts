import type { z } from "zod";
import type { Stage } from "./stage.ts";

/** One thing a scenario can do or expect: a key of a step, what may stand under it, and how it is played. */
export interface StepKind<T = unknown> {
  readonly key: string;
  readonly form: z.ZodType<T>;
  /** @throws Unmet when what it expects is not so. */
  play(given: T, stage: Stage): Promise<void>;
}

/** Lets the compiler infer what stands under the key, and a list hold kinds of different ones. */
export function stepKind<T>(kind: StepKind<T>): StepKind {
  return kind as StepKind;
}
