import type { Learned } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import { erasedCustomerId } from "../../../../shared/platform/personal-data.ts";
import { maxScenarios } from "../generate/scenarios.ts";
import type { AutomationRun, PlayedScenario } from "../run.ts";

const prefix = "LEARNED-";
const titleCharacters = 100;

/** Whether an operator's correction became the scenario. */
export function isLearned({ id }: Pick<PlayedScenario, "id">): boolean {
  return id.startsWith(prefix);
}

/**
 * The run with the scenarios that operators' corrections became, in place of those of an earlier round. All together are never
 * more than one check plays: the requirements' last ones are left out, and the check says how many.
 */
export function withLearned(run: AutomationRun, learned: readonly Learned[]): AutomationRun {
  const own = run.scenarios.filter((scenario) => !isLearned(scenario));
  const kept = own.slice(0, maxScenarios - learned.length);
  const quoted = [
    ...run.quoted.filter(({ mark }) => !isLearned({ id: mark })),
    ...learned.map(({ id: mark, conversationId }) => ({ mark, conversationId })),
  ].filter(({ conversationId }) => conversationId !== erasedCustomerId);
  const scenarios = [...kept, ...learned.map(learnedScenario)];
  return { ...run, scenarios, leftOut: own.length - kept.length, quoted };
}

/** A correction as a scenario that is to be played. */
export function learnedScenario({ id, says, expects }: Pick<Learned, "id" | "says" | "expects">): PlayedScenario {
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
