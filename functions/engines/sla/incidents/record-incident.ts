import { type IncidentTold, incidentChanged, incidentTold } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type Incident, incidents, timelineKept } from "./incident.ts";

/** Opens, updates and closes an incident. What it is told twice changes nothing, so people are told once. */
export const recordIncident = step({
  name: "sla-record-incident",
  on: incidentTold,
  publishes: [incidentChanged],
  document: incidents,
  documentId: ({ data }) => data.incidentId,
  exclusive: false,
  decide(before, { data }) {
    const incident = afterTold(before, data);
    if (incident === undefined) return undefined;
    const { incidentId, severity, channels, alerts, title, openedAt } = incident;
    const { type } = data.change;
    return {
      document: incident,
      publish:
        type === "noted"
          ? []
          : [
              newEvent(incidentChanged, incidentId, {
                incidentId,
                change: type,
                severity,
                channels,
                alerts,
                title,
                openedAt,
                at: data.at,
              }),
            ],
    };
  },
});

/** @throws TerminalError `incident-not-found`, `incident-closed`, `incident-full` */
function afterTold(before: Incident | undefined, { incidentId, channels, at, by, change }: IncidentTold) {
  if (change.type === "opened") {
    if (before) return undefined;
    const { severity, alerts, text } = change;
    const entry = { type: change.type, at, by, text, isPublic: true };
    const opened: Incident = {
      incidentId,
      status: "open",
      severity,
      channels,
      alerts,
      title: text,
      openedBy: by,
      openedAt: at,
      closedAt: null,
      timeline: [entry],
      updatedAt: at,
    };
    return opened;
  }
  if (!before) throw new TerminalError("incident-not-found", `There is no incident "${incidentId}".`);
  if (before.status === "closed") {
    // The monitor's recovery may come after a person has closed it.
    if (by === null) return undefined;
    throw new TerminalError("incident-closed", "This incident is closed. Open another one.");
  }
  if (change.type === "noted" && before.timeline.length >= timelineKept - 2)
    throw new TerminalError("incident-full", `An incident has at most ${timelineKept} entries. Close it.`);
  const isPublic = change.type !== "noted" || change.isPublic;
  const timeline = [...before.timeline, { type: change.type, at, by, text: change.text, isPublic }].slice(
    -timelineKept,
  );
  const updated: Incident = { ...before, timeline, updatedAt: at };
  if (change.type === "closed") return { ...updated, status: "closed" as const, closedAt: at };
  if (change.type === "grew") return { ...updated, severity: change.severity, alerts: change.alerts };
  return updated;
}
