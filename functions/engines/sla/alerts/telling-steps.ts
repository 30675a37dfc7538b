import { budgetReached, incidentChanged, loopEnded, monitorSilent } from "../../../../shared/events/index.ts";
import { incidentAlert } from "./messages.ts";
import { budgetAlert, loopAlert, monitorAlert } from "./notices.ts";
import { type TellingDependencies, tellPeopleStep } from "./tell-people.ts";

/** What people are alerted to, by the step that does it. */
export const tellingSteps = {
  "sla-send-alerts": (parts: TellingDependencies) =>
    tellPeopleStep({ name: "sla-send-alerts", on: incidentChanged, alertOf: incidentAlert }, parts),
  "sla-tell-loop": (parts: TellingDependencies) =>
    tellPeopleStep({ name: "sla-tell-loop", on: loopEnded, alertOf: loopAlert }, parts),
  "sla-tell-budget": (parts: TellingDependencies) =>
    tellPeopleStep({ name: "sla-tell-budget", on: budgetReached, alertOf: budgetAlert }, parts),
  "sla-tell-monitor": (parts: TellingDependencies) =>
    tellPeopleStep({ name: "sla-tell-monitor", on: monitorSilent, alertOf: monitorAlert }, parts),
};
