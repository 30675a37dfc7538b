import { type ChannelType, incidentTold } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { isAnnounced, type Maintenance } from "../../../../shared/sla/mark-minutes.ts";
import { timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayMinutes, dayOf, emptyDay, type MinuteRecord, withMinute } from "../../../../shared/sla/minute-record.ts";
import { type IncidentChange, unwatched, watchMinute } from "../../../../shared/sla/watch-channel.ts";
import type { CurrentSla } from "../current-sla.ts";
import { incidentText } from "../incidents/incident-text.ts";
import type { ProbeResult } from "./probe-channels.ts";
import { tellUptime } from "./told-uptime.ts";
import { historyDays, type SlaDay, type SlaWatch } from "./watch.ts";

export interface RecordedMinute {
  readonly watch: SlaWatch;
  readonly days: readonly SlaDay[];
  readonly told: readonly NewEvent[];
}

/** The watch after this minute, the channels' days with it, and the incidents to report. Pure. */
export function recordMinute(
  watch: SlaWatch,
  seen: {
    readonly current: CurrentSla;
    readonly minute: number;
    readonly probed: ProbeResult;
    readonly counted: SlaWatch["counted"];
    readonly days: ReadonlyMap<ChannelType, { readonly day: SlaDay }>;
    readonly maintenance: readonly Maintenance[];
    readonly compliance: number | null;
  },
): RecordedMinute {
  const { current, minute, counted } = seen;
  const { day, first } = dayOf(minute);
  const channels: SlaWatch["channels"] = {};
  const history: SlaWatch["history"] = {};
  const days: SlaDay[] = [];
  const told: NewEvent[] = [];
  const states = new Map<ChannelType, "up" | "down" | "unknown">();
  for (const channel of current.channels) {
    const state = seen.probed.channels.get(channel) ?? "unknown";
    const record: MinuteRecord = { state, ...turnsSince(watch.counted[channel], counted[channel]) };
    const inMaintenance = seen.maintenance.some((window) => covers(window, channel, minute, current));
    if (!inMaintenance) states.set(channel, state);
    const terms = current.sla.alerts;
    const before = watch.channels[channel] ?? unwatched;
    const { channel: after, change } = watchMinute(before, minute, { record, terms, inMaintenance });
    channels[channel] = after;
    if (change) told.push(incidentEvent(channel, change, minute));
    const stored = seen.days.get(channel)?.day;
    const kept = stored && stored.states !== "" ? stored : emptyDay;
    days.push({ channel, day, ...withMinute(kept, minute - first, record) });
    history[channel] = withHistory(watch.history[channel] ?? [], minute, record, inMaintenance);
  }
  const { round } = watch;
  const uptime = tellUptime(watch.untold, { minute, zone: current.zone, round, states, compliance: seen.compliance });
  const { model } = seen.probed;
  const deep = model === null ? watch.deep : { minute, state: model };
  const { untold: _told, ...rest } = watch;
  const untold = uptime.untold === undefined ? {} : { untold: uptime.untold };
  return {
    watch: { ...rest, minute, channels, history, counted, ...untold, ...(deep ? { deep } : {}) },
    days,
    told: [...told, ...uptime.publish],
  };
}

function covers(window: Maintenance, channel: ChannelType, minute: number, { sla }: CurrentSla): boolean {
  const isIn = window.from <= minute && minute < window.to;
  return isIn && (window.channels.length === 0 || window.channels.includes(channel)) && isAnnounced(window, sla);
}

type Counted = SlaWatch["counted"][ChannelType];

/** What came since the last record. Before the first one nothing is known, so nothing is counted. */
export function turnsSince(before: Counted, after: Counted): { readonly requests: number; readonly errors: number } {
  let [requests, errors] = [0, 0];
  for (const [day, [turns, failed]] of Object.entries(before === undefined ? {} : (after ?? {}))) {
    const [turnsBefore, failedBefore] = before?.[day] ?? [0, 0];
    requests += Math.max(0, turns - turnsBefore);
    errors += Math.max(0, failed - failedBefore);
  }
  return { requests, errors: Math.min(errors, requests) };
}

function withHistory(
  history: readonly [number, number, number][],
  minute: number,
  { state }: MinuteRecord,
  inMaintenance: boolean,
): [number, number, number][] {
  const today = Math.floor(minute / dayMinutes);
  const last = history.at(-1);
  const [, known, down]: [number, number, number] = last?.[0] === today ? last : [today, 0, 0];
  const isKnown = !inMaintenance && (state === "up" || state === "down");
  const entry: [number, number, number] = [
    ...([today, known + (isKnown ? 1 : 0), down + (isKnown && state === "down" ? 1 : 0)] as const),
  ];
  const earlier = last?.[0] === today ? history.slice(0, -1) : history;
  return [...earlier, entry].slice(-historyDays);
}

/** The id is derived from the channel and the first minute, so that every telling is about the same incident. */
function incidentEvent(channel: ChannelType, change: IncidentChange, minute: number): NewEvent {
  const incidentId = deriveId("incident", channel, String(change.opened));
  const at = timeOf(change.type === "recovered" ? change.lastFiring + 1 : minute).toISOString();
  const base = { incidentId, channels: [channel], at, by: null };
  if (change.type === "recovered")
    return newEvent(incidentTold, incidentId, {
      ...base,
      change: { type: "closed", text: incidentText.recovered },
    });
  const { type, severity, alerts } = change;
  const text = incidentText.title(channel, alerts);
  return newEvent(incidentTold, incidentId, { ...base, change: { type, severity, alerts: [...alerts], text } });
}
