import type { ConfigProblem } from "./reading/problem.ts";

/** Nothing was stored or activated, for these reasons. */
export interface Refused {
  readonly ok: false;
  readonly problems: readonly ConfigProblem[];
}
