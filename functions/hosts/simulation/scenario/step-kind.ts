import type { z } from "zod";
import type { Stage } from "../stage/stage.ts";

/** A kind of scenario step: its key, the schema of its value, and how it is played. */
export interface StepKind<T = unknown> {
  readonly key: string;
  readonly form: z.ZodType<T>;
  /** @throws ExpectationFailed if its expectation fails. */
  play(given: T, stage: Stage): Promise<void>;
}

/** Lets the compiler infer the value's type, and a list hold different kinds. */
export function stepKind<T>(kind: StepKind<T>): StepKind {
  return kind as StepKind;
}
