import type { ChannelType } from "../../../../shared/events/index.ts";
import { incidentTold, slaDayEnded, slaMonthEnded, slaProbeDue } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { monthOf } from "../../../../shared/sla/calendar-month.ts";
import type { Maintenance } from "../../../../shared/sla/mark-minutes.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayOf } from "../../../../shared/sla/minute-record.ts";
import { type CurrentSla, currentSla, type SlaConfigs } from "../current-sla.ts";
import { maintenanceNear } from "../notes/read-notes.ts";
import { type ProbeParts, type ProbeResult, probeChannels } from "./probe-channels.ts";
import { type RecordedMinute, recordMinute } from "./record-minute.ts";
import type { Traffic } from "./traffic.ts";
import { type SlaDay, type SlaWatch, slaDayId, slaDays, slaWatches, watchId } from "./watch.ts";

export interface ProbeDependencies extends ProbeParts {
  readonly documents: Documents;
  readonly configs: SlaConfigs;
  readonly traffic: Traffic;
}

interface Seen {
  readonly current: CurrentSla | undefined;
  readonly minute: number;
  readonly probed: ProbeResult;
  readonly counted: SlaWatch["counted"];
  readonly days: ReadonlyMap<ChannelType, { readonly day: SlaDay; readonly version: string | undefined }>;
  readonly maintenance: readonly Maintenance[];
}

const nothingProbed: ProbeResult = { channels: new Map(), clockOffMs: null };
/** More than this, and a minute could be recorded as another one. */
const clockToleranceMs = 60_000;

/**
 * Probes a tenant's channels and records the minute. Each run schedules the next, so a lost one is retried by the bus. A minute
 * that was missed stays without a record: the third state, which the contract says how to count.
 */
export function probeStep(parts: ProbeDependencies) {
  const { documents, configs, traffic } = parts;
  return step<typeof slaProbeDue.schema._output, SlaWatch, Seen | undefined>({
    name: "sla-probe",
    on: slaProbeDue,
    publishes: [incidentTold, slaMonthEnded, slaDayEnded],
    schedules: [slaProbeDue],
    document: slaWatches,
    documentId: () => watchId,
    async gather(watch, { tenantId, data }, { now, signal, log }) {
      if (watch?.status !== "watching" || watch.round !== data.round) return undefined;
      const current = await currentSla(configs, tenantId);
      const minute = minuteOf(now);
      const seen = { current, minute, probed: nothingProbed, counted: watch.counted, days: new Map(), maintenance: [] };
      // Twice in a minute, or a clock that went back: the next minute is planned, and nothing is recorded.
      if (!current || minute <= watch.minute) return seen;
      const { channels, config } = current;
      const counted = await traffic(tenantId, { channels, zone: current.zone, now });
      const answered = channels.some((channel) => hasSucceeded(watch.counted[channel], counted[channel]));
      const [probed, days, maintenance] = await Promise.all([
        probeChannels(parts, { config, channels, answered }, signal),
        daysOf(documents, tenantId, channels, minute),
        maintenanceNear(documents, tenantId, minute),
      ]);
      const clockOffMs = isOff(probed.clockOffMs) ? probed.clockOffMs : null;
      if (clockOffMs !== null)
        log.warn({ clockOffMs }, "the clock differs from another machine's: minute not recorded");
      return { current, minute, probed, counted, days, maintenance };
    },

    decide(watch, { data: { round } }, seen, now) {
      if (!watch || !seen) return undefined;
      const { current, minute } = seen;
      if (!current) return { document: { ...watch, status: "stopped" } };
      // Planned from the minute before, so that a minute's work delays no later one.
      const next = Math.max(minute, watch.minute, minuteOf(now)) + 1;
      const task = newEvent(slaProbeDue, watchId, { round, minute: next });
      const schedule = [{ ...task, name: `sla-probe-${round}-${next}`, at: timeOf(next), returns: true as const }];
      const clockOffMs = isOff(seen.probed.clockOffMs) ? seen.probed.clockOffMs : null;
      if (minute <= watch.minute || clockOffMs !== null) return { document: { ...watch, clockOffMs }, schedule };
      const recorded = recordMinute({ ...watch, clockOffMs }, { ...seen, current });
      return {
        document: recorded.watch,
        writes: writesOf(recorded, seen),
        publish: [...recorded.told, ...endedBefore(watch.minute, minute, current.zone)],
        schedule,
      };
    },
  });
}

function isOff(clockOffMs: number | null): boolean {
  return clockOffMs !== null && Math.abs(clockOffMs) > clockToleranceMs;
}

type Counted = SlaWatch["counted"][ChannelType];

function hasSucceeded(before: Counted, after: Counted): boolean {
  if (before === undefined || after === undefined) return false;
  return Object.entries(after).some(([day, [turns, failed]]) => {
    const [turnsBefore, failedBefore] = before[day] ?? [0, 0];
    return turns - turnsBefore > failed - failedBefore;
  });
}

async function daysOf(documents: Documents, tenantId: TenantId, channels: readonly ChannelType[], minute: number) {
  const { day } = dayOf(minute);
  const read = channels.map(async (channel) => {
    const stored = await documents.get(tenantId, slaDays, slaDayId(channel, day));
    const empty = { channel, day, states: "", traffic: "" };
    return [channel, { day: stored?.data ?? empty, version: stored?.version }] as const;
  });
  return new Map(await Promise.all(read));
}

/** One document a channel and minute. No other step writes them, so the watch's own version protects them. */
function writesOf({ days }: RecordedMinute, { days: before }: Seen) {
  return days.map((day) => {
    const version = before.get(day.channel)?.version;
    return put(slaDays, slaDayId(day.channel, day.day), day, version === undefined ? {} : { ifVersion: version });
  });
}

/** The days and months that ended since the last record; a monitor that was down for long may have missed some. */
function endedBefore(last: number, minute: number, zone: string) {
  if (last === 0) return [];
  const [before, day] = [dayOf(last).day, dayOf(minute).day];
  const [month, thisMonth] = [monthOf(last, zone), monthOf(minute, zone)];
  return [
    ...(before === day ? [] : [newEvent(slaDayEnded, before, { day: before })]),
    ...(month === thisMonth ? [] : [newEvent(slaMonthEnded, month, { month })]),
  ];
}
