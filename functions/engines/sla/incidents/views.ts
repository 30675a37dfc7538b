import { z } from "zod";
import { channelNames } from "../../../../shared/events/channel-names.ts";
import { type Incident, incidentStatuses } from "./incident.ts";

export const IncidentView = z
  .object({
    incident_id: z.string().describe("Identifies the incident in the other routes."),
    status: z.literal(incidentStatuses).describe("Whether it goes on."),
    severity: z.literal(["page", "ticket"]).describe("`page`: somebody is to act now. `ticket`: within the day."),
    channels: z.array(z.literal(channelNames)).describe("The channels that it concerns."),
    alerts: z.array(z.string()).describe("The alerts that opened it or made it worse; none when a person opened it."),
    title: z.string().describe("What is wrong. The status page shows it."),
    opened_by: z.string().nullable().describe("Who opened it; null for the monitor."),
    opened_at: z.string().describe("When it began."),
    closed_at: z.string().nullable().describe("When it ended; null while it goes on."),
    timeline: z
      .array(
        z.object({
          type: z.literal(["opened", "grew", "noted", "closed"]).describe("What happened."),
          at: z.string().describe("When."),
          by: z.string().nullable().describe("Who did or said it; null for the monitor."),
          text: z.string().describe("What is said."),
          public: z.boolean().describe("Whether the status page shows it."),
        }),
      )
      .describe("What happened, oldest first."),
  })
  .meta({ id: "Incident" });
export type IncidentView = z.infer<typeof IncidentView>;

export function incidentView(incident: Incident): IncidentView {
  const { incidentId, status, severity, channels, alerts, title, openedBy, openedAt, closedAt, timeline } = incident;
  return {
    incident_id: incidentId,
    status,
    severity,
    channels,
    alerts,
    title,
    opened_by: openedBy,
    opened_at: openedAt,
    closed_at: closedAt,
    timeline: timeline.map(({ isPublic, ...entry }) => ({ ...entry, public: isPublic })),
  };
}
