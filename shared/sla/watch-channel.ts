import { z } from "zod";
import { type AlertName, type AlertTerms, alertNames, type FiringAlert, firingAlerts } from "./alert-rules.ts";
import type { MinuteRecord } from "./minute-record.ts";
import { noMinutes, RecentMinutes, withRecent } from "./recent-minutes.ts";

/** A channel that is watched: its past, and its open incident. */
export const WatchedChannel = z.object({
  recent: RecentMinutes,
  /** The minute of the last record. */
  minute: z.number().int(),
  incident: z
    .object({
      /** The minute that the incident is named after: its first alert. */
      opened: z.number().int(),
      alerts: z.array(z.literal(alertNames)),
      severity: z.literal(["page", "ticket"]),
      /** The last minute in which an alert held. */
      lastFiring: z.number().int(),
    })
    .nullable(),
  /** Alerts that still held when their incident closed, because their windows reach back. They open no other one. */
  settled: z.array(z.literal(alertNames)),
});
export type WatchedChannel = z.infer<typeof WatchedChannel>;

export const unwatched: WatchedChannel = { recent: noMinutes, minute: 0, incident: null, settled: [] };

/** An incident that closed and came back within this time would be two pages for one trouble. */
const quietMinutes = 10;

export type IncidentChange =
  | {
      readonly type: "opened";
      readonly opened: number;
      readonly alerts: readonly AlertName[];
      readonly severity: Severity;
    }
  | {
      readonly type: "grew";
      readonly opened: number;
      readonly alerts: readonly AlertName[];
      readonly severity: Severity;
    }
  | { readonly type: "recovered"; readonly opened: number; readonly lastFiring: number };

type Severity = FiringAlert["severity"];

/**
 * The channel after a minute, and what became of its incident. A minute that is not later than the last one changes nothing: a
 * clock that went back, or an event that came twice. Announced maintenance opens no incident.
 */
export function watchMinute(
  channel: WatchedChannel,
  minute: number,
  seen: { readonly record: MinuteRecord; readonly terms: AlertTerms; readonly inMaintenance: boolean },
): { readonly channel: WatchedChannel; readonly change: IncidentChange | undefined } {
  if (minute <= channel.minute) return { channel, change: undefined };
  // Minutes of maintenance are recorded, but they burn no budget.
  const counted: MinuteRecord = seen.inMaintenance ? { state: "unknown", requests: 0, errors: 0 } : seen.record;
  const recent = withRecent(channel.recent, minute, counted);
  const firing = seen.inMaintenance ? [] : firingAlerts(recent, minute, seen.terms);
  const settled = channel.settled.filter((name) => firing.some((alert) => alert.name === name));
  const news = firing.filter(({ name }) => !settled.includes(name));
  const { incident, change } = nextIncident(channel.incident, minute, news, seen.record);
  const over = change?.type === "recovered" ? firing.map(({ name }) => name) : settled;
  return { channel: { recent, minute, incident, settled: over }, change };
}

/** Alerts of what is bad at this moment. The others look back over hours and hold long after the trouble is over. */
const acute: readonly AlertName[] = ["outage", "error-rate"];

function nextIncident(
  incident: WatchedChannel["incident"],
  minute: number,
  firing: readonly FiringAlert[],
  { state }: MinuteRecord,
): Pick<WatchedChannel, "incident"> & { readonly change: IncidentChange | undefined } {
  const names = firing.map(({ name }) => name);
  const severity: Severity = firing.some((alert) => alert.severity === "page") ? "page" : "ticket";
  if (incident === null) {
    if (firing.length === 0) return { incident, change: undefined };
    const opened = { opened: minute, alerts: names, severity };
    return { incident: { ...opened, lastFiring: minute }, change: { type: "opened", ...opened } };
  }
  const alerts = [...new Set([...incident.alerts, ...names])];
  const isAcute = alerts.some((name) => acute.includes(name));
  const isBadNow = isAcute ? state === "down" || names.some((name) => acute.includes(name)) : firing.length > 0;
  const isMeasured = state === "up" || state === "down";
  if (!isBadNow && isMeasured && minute - incident.lastFiring >= quietMinutes)
    return { incident: null, change: { type: "recovered", opened: incident.opened, lastFiring: incident.lastFiring } };
  const grown = {
    opened: incident.opened,
    alerts,
    severity: firing.length > 0 && severity === "page" ? severity : incident.severity,
  };
  return {
    incident: { ...grown, lastFiring: isBadNow ? minute : incident.lastFiring },
    change: grown.severity === incident.severity ? undefined : { type: "grew", ...grown },
  };
}
