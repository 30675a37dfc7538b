import type { Runner } from "../../shared/runtime/runner.ts";

/** Runs these steps only: the function may publish only what they do. */
export function runnerOf(runner: Runner, steps: readonly string[]): Runner {
  return {
    ...runner,
    run(step, event, options) {
      if (!steps.includes(step.name))
        throw new Error(`The endpoint does not run ${step.name}. Add it to its list runs.`);
      return runner.run(step, event, options);
    },
  };
}
