import { TerminalError } from "../runtime/failures/errors.ts";
import { Problem } from "./problem.ts";

/**
 * For the `catch` of a step that a request runs: its refusal with this code is a 409 that says the same, and `remedy`.
 * Every other error stays what it is.
 */
export function asConflict(code: string, remedy = ""): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof TerminalError) || error.code !== code) throw error;
    throw new Problem(409, code, `${error.message}${remedy}`, { cause: error });
  };
}
