import { z } from "zod";
import { channelNames } from "../channel-names.ts";
import { eventType } from "../event-type.ts";

const Channels = z.array(z.literal(channelNames));
const Severity = z.literal(["page", "ticket"]);

/** A configuration with an SLA is activated. Void when another version is active. */
export const slaActivated = eventType(
  "sla-activated",
  z.object({ configName: z.string(), configVersion: z.number().int() }),
);

/** The channels are to be probed. `round` names the chain of probes: another chain's events are void. */
export const slaProbeDue = eventType("sla-probe-due", z.object({ round: z.string(), minute: z.number().int() }));

/** It is time to see whether the channels are still probed. */
export const slaMonitorCheckDue = eventType("sla-monitor-check-due", z.object({}));

/** The probes have stopped, or go on again. `since`: the last minute that was probed. */
export const monitorSilent = eventType(
  "monitor-silent",
  z.object({ since: z.string(), at: z.string(), isOver: z.boolean() }),
);
export type MonitorSilent = z.infer<typeof monitorSilent.schema>;

export const IncidentTold = z.object({
  incidentId: z.string(),
  channels: Channels,
  at: z.string(),
  /** Null for the monitor. */
  by: z.string().nullable(),
  change: z.discriminatedUnion("type", [
    z.object({ type: z.literal("opened"), severity: Severity, alerts: z.array(z.string()), text: z.string() }),
    z.object({ type: z.literal("grew"), severity: Severity, alerts: z.array(z.string()), text: z.string() }),
    /** `isPublic`: the status page shows it. */
    z.object({ type: z.literal("noted"), text: z.string(), isPublic: z.boolean() }),
    z.object({ type: z.literal("closed"), text: z.string() }),
  ]),
});
export type IncidentTold = z.infer<typeof IncidentTold>;

/** Something happened to an incident, or a person says so. */
export const incidentTold = eventType("incident-told", IncidentTold);

/** An incident was opened, became worse or was closed: people are to be told. */
export const incidentChanged = eventType(
  "incident-changed",
  z.object({
    incidentId: z.string(),
    change: z.literal(["opened", "grew", "closed"]),
    severity: Severity,
    channels: Channels,
    alerts: z.array(z.string()),
    title: z.string(),
    openedAt: z.string(),
    at: z.string(),
  }),
);
export type IncidentChanged = z.infer<typeof incidentChanged.schema>;

/** Maintenance was announced, or called off. Minutes since the epoch. */
export const MaintenanceAnnounced = z.object({
  maintenanceId: z.string(),
  title: z.string(),
  channels: Channels,
  from: z.number().int(),
  to: z.number().int(),
  by: z.string(),
  at: z.string(),
});
export const maintenanceAnnounced = eventType("maintenance-announced", MaintenanceAnnounced);
export const maintenanceCancelled = eventType(
  "maintenance-cancelled",
  z.object({ maintenanceId: z.string(), by: z.string(), at: z.string() }),
);

/** Past minutes count otherwise than they were measured. */
export const slaCorrected = eventType(
  "sla-corrected",
  z.object({
    correctionId: z.string(),
    channels: Channels,
    from: z.number().int(),
    to: z.number().int(),
    state: z.literal(["up", "down", "unknown", "excluded"]),
    reason: z.string(),
    by: z.string(),
    at: z.string(),
  }),
);
export type SlaCorrected = z.infer<typeof slaCorrected.schema>;

/** A month is over, or was corrected afterwards: its report is to be made. */
export const slaMonthEnded = eventType("sla-month-ended", z.object({ month: z.string() }));

/** A day in UTC is over: its usage is to be told to the billing provider. */
export const slaDayEnded = eventType("sla-day-ended", z.object({ day: z.string() }));

/** A month's report stands. */
export const slaReportMade = eventType(
  "sla-report-made",
  z.object({ month: z.string(), revision: z.number().int(), creditMinor: z.number().int(), currency: z.string() }),
);
