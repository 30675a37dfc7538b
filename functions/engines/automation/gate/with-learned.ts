import type { LearnedScenario } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import { maxScenarios } from "../generate/scenarios.ts";
import type { AutomationRun, PlayedScenario } from "../run.ts";

const prefix = "LEARNED-";
const titleCharacters = 100;

/** Whether a scenario is an operator's correction. */
export function isLearned(id: string): boolean {
  return id.startsWith(prefix);
}

/**
 * The run with the scenarios that operators' corrections became, in place of those of an earlier round. All together are never
 * more than one check plays: the requirements' last ones are left out, and the check says how many.
 */
export function withLearned(run: AutomationRun, learned: readonly LearnedScenario[]): AutomationRun {
  const own = run.scenarios.filter(({ id }) => !isLearned(id));
  const kept = own.slice(0, maxScenarios - learned.length);
  return { ...run, scenarios: [...kept, ...learned.map(learnedScenario)], leftOut: own.length - kept.length };
}

/** A correction as a scenario that is to be played. */
export function learnedScenario({ id, says, expects }: LearnedScenario): PlayedScenario {
  return {
    id,
    title: says.slice(0, titleCharacters),
    requirements: [],
    says,
    expects: [...expects],
    outcome: "pending",
    reply: null,
    detail: "",
  };
}
