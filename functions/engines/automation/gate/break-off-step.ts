import { automationBrokeOff, automationChecked, automationSettled } from "../../../../shared/events/index.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { checkedEvents } from "../finished-run.ts";
import { type AutomationRun, automationRuns } from "../run.ts";

/** What a step of the checks publishes before its event becomes a dead letter. */
export function brokenOff(runId: string) {
  return [newEvent(automationBrokeOff, runId, { runId })];
}

/** Ends a run whose checks cannot go on, so that nobody waits for their end. */
export function breakOffStep() {
  return step({
    name: "automation-break-off",
    on: automationBrokeOff,
    publishes: [automationChecked, automationSettled],
    document: automationRuns,
    documentId: ({ data }) => data.runId,
    decide(run, _event, _nothing, now) {
      if (run?.status !== "checking") return undefined;
      const failure = "The checks broke off because of an error. Ask for them again.";
      const document: AutomationRun = { ...run, status: "failed", failure, finishedAt: now.toISOString() };
      return { document, publish: checkedEvents(document) };
    },
  });
}
