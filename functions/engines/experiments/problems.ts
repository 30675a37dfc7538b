import { Problem } from "../../../shared/http/problem.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";

/** A mistake of the description, which another body mends. All else is a state that time or a person changes. */
export const mistakes = new Set([
  "experiment-path-invalid",
  "experiment-arm-invalid",
  "experiment-arm-same",
  "config-invalid",
]);

/** Answers what a step refuses for good. */
export async function asProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    const status = error.code === "config-not-found" ? 404 : mistakes.has(error.code) ? 422 : 409;
    throw new Problem(status, error.code, error.message, { cause: error });
  }
}
