import { type AutomationRun, type Check, checkOf, type PlayedScenario } from "./run.ts";

/** Ready when no check failed. What could not be checked keeps nobody from activating, and is shown. */
export function finishedRun(run: AutomationRun, at: string): AutomationRun {
  const checks = [...run.checks, scenarioCheck(run.scenarios)];
  const failed = checks.some(({ verdict }) => verdict === "failed");
  return { ...run, checks, status: failed ? "blocked" : "ready", finishedAt: at };
}

function scenarioCheck(scenarios: readonly PlayedScenario[]): Check {
  const failed = scenarios.filter(({ outcome }) => outcome === "failed");
  const unknown = scenarios.filter(({ outcome }) => outcome === "not-checked");
  const verdict = failed.length > 0 ? "failed" : unknown.length > 0 ? "not-enough" : "passed";
  const details = [...failed, ...unknown].map(({ id, detail }) => `${id}: ${detail}`);
  return checkOf("scenarios", verdict, details);
}
