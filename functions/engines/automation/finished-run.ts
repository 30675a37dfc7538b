import { automationChecked, automationSettled } from "../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";
import { type AutomationRun, type Check, CheckName, checkOf } from "./run.ts";

const mostReasons = 10;

/** The run, and what others hear of it: finished when its scenarios are played and its replay has ended. */
export function settledRun(
  run: AutomationRun,
  at: string,
): { readonly document: AutomationRun; readonly publish: readonly NewEvent[] } {
  const isPlayed =
    run.checks.some(({ name }) => name === "trace") && run.scenarios.every(({ outcome }) => outcome !== "pending");
  if (!isPlayed || run.replay.awaited) return { document: run, publish: [] };
  const document = finishedRun(run, at);
  return { document, publish: checkedEvents(document) };
}

/** Ready when no check failed. What could not be checked keeps nobody from activating, and is shown. */
function finishedRun(run: AutomationRun, at: string): AutomationRun {
  const { checks } = withCheck(run, scenarioCheck(run));
  const failed = checks.some(({ verdict }) => verdict === "failed");
  return { ...run, checks, status: failed ? "blocked" : "ready", finishedAt: at };
}

/** The checks stay in their order, whichever ends first. */
export function withCheck(run: AutomationRun, check: Check): AutomationRun {
  const checks = [...run.checks.filter(({ name }) => name !== check.name), check];
  const order = [...CheckName.values];
  return { ...run, checks: checks.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name)) };
}

/** What others hear of a run whose checks have ended: an experiment its verdict, all others that it may be activated. */
export function checkedEvents(run: AutomationRun): readonly NewEvent[] {
  const { id: runId, configName, status, origin, approvedBy } = run;
  if (origin.type === "requirements")
    return status === "ready" ? [newEvent(automationChecked, runId, { runId, configName })] : [];
  const outcome = status === "ready" || status === "blocked" ? status : "failed";
  const reasons = reasonsOf(run);
  const quoted = run.quoted.filter(({ mark }) => reasons.some((reason) => reason.startsWith(mark)));
  const told = { runId, experimentId: origin.experimentId, outcome, approvedBy, reasons, quoted };
  return [newEvent(automationSettled, runId, told)];
}

/** Of a replay only the counts: what customers were answered stays in the run, where it is erased with them. */
function reasonsOf({ failure, checks }: AutomationRun): string[] {
  const failed = checks.filter(({ verdict }) => verdict === "failed");
  const found = failed.flatMap(({ name, details }) => (name === "replay" ? details.slice(0, 1) : details));
  return [...(failure === null ? [] : [failure]), ...found].slice(0, mostReasons);
}

function scenarioCheck({ scenarios, leftOut }: AutomationRun): Check {
  const failed = scenarios.filter(({ outcome }) => outcome === "failed");
  const unknown = scenarios.filter(({ outcome }) => outcome === "not-checked");
  const isPartial = unknown.length > 0 || leftOut > 0 || scenarios.length === 0;
  const verdict = failed.length > 0 ? "failed" : isPartial ? "not-enough" : "passed";
  const none = scenarios.length === 0 ? ["There are no scenarios to play."] : [];
  const left =
    leftOut === 0 ? [] : [`${leftOut} of the requirements' scenarios were left out: there is no room for more.`];
  const details = [...[...failed, ...unknown].map(({ id, detail }) => `${id}: ${detail}`), ...none, ...left];
  return checkOf("scenarios", verdict, details);
}
