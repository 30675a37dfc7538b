import { automationChecked } from "../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";
import { type AutomationRun, type Check, checkOf, type PlayedScenario } from "./run.ts";

/** Ready when no check failed. What could not be checked keeps nobody from activating, and is shown. */
export function finishedRun(run: AutomationRun, at: string): AutomationRun {
  const checks = [...run.checks, scenarioCheck(run.scenarios)];
  const failed = checks.some(({ verdict }) => verdict === "failed");
  return { ...run, checks, status: failed ? "blocked" : "ready", finishedAt: at };
}

/** What others hear of a run that may be activated. */
export function checkedEvents({ id: runId, configName, status }: AutomationRun): readonly NewEvent[] {
  return status === "ready" ? [newEvent(automationChecked, runId, { runId, configName })] : [];
}

function scenarioCheck(scenarios: readonly PlayedScenario[]): Check {
  const failed = scenarios.filter(({ outcome }) => outcome === "failed");
  const unknown = scenarios.filter(({ outcome }) => outcome === "not-checked");
  const verdict = failed.length > 0 ? "failed" : unknown.length > 0 ? "not-enough" : "passed";
  const details = [...failed, ...unknown].map(({ id, detail }) => `${id}: ${detail}`);
  return checkOf("scenarios", verdict, details);
}
