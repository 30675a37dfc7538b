import type { ChannelType } from "../../../../shared/events/index.ts";
import {
  incidentTold,
  measurementTaken,
  monitorSilent,
  slaDayEnded,
  slaMonthEnded,
  slaProbeDue,
} from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type NewEvent, newEvent, step } from "../../../../shared/runtime/step.ts";
import { monthOf } from "../../../../shared/sla/calendar-month.ts";
import type { Maintenance } from "../../../../shared/sla/mark-minutes.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayOf } from "../../../../shared/sla/minute-record.ts";
import { type CurrentSla, currentSla, type SlaConfigs } from "../current-sla.ts";
import { maintenanceNear } from "../notes/read-notes.ts";
import { readMonth } from "../reports/read-month.ts";
import { needsDeepProbe } from "./deep-probe.ts";
import { endedBefore } from "./ended-before.ts";
import { type ProbeParts, type ProbeResult, probeChannels } from "./probe-channels.ts";
import { type RecordedMinute, recordMinute, turnsSince } from "./record-minute.ts";
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
  /** The month's availability so far, in percent; null where it was not looked up in this minute. */
  readonly compliance: number | null;
}

const nothingProbed: ProbeResult = { model: null, channels: new Map(), clockOffMs: null };
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
    publishes: [incidentTold, slaMonthEnded, slaDayEnded, measurementTaken, monitorSilent],
    schedules: [slaProbeDue],
    document: slaWatches,
    documentId: () => watchId,
    async gather(watch, { tenantId, data }, { now, signal, log }) {
      if (watch?.status !== "watching" || watch.round !== data.round) return undefined;
      const current = await currentSla(configs, tenantId);
      const minute = minuteOf(now);
      const seen: Seen = {
        current,
        minute,
        probed: nothingProbed,
        counted: watch.counted,
        days: new Map(),
        maintenance: [],
        compliance: null,
      };
      // Twice in a minute, or a clock that went back: the next minute is planned, and nothing is recorded.
      if (!current || minute <= watch.minute) return seen;
      const { channels, config } = current;
      const counted = await traffic(tenantId, { channels, zone: current.zone, now });
      const traffics = channels.map((channel) => turnsSince(watch.counted[channel], counted[channel]));
      const asksModel = needsDeepProbe(watch.deep, {
        minute,
        succeeded: traffics.some(({ requests, errors }) => requests > errors),
        failed: traffics.some(({ errors }) => errors > 0),
      });
      const [probed, days, maintenance, compliance] = await Promise.all([
        probeChannels(parts, { config, channels, asksModel }, signal),
        daysOf(documents, tenantId, channels, minute),
        maintenanceNear(documents, tenantId, minute),
        complianceOf(documents, tenantId, { current, minute, now }),
      ]);
      const clockOffMs = isOff(probed.clockOffMs) ? probed.clockOffMs : null;
      if (clockOffMs !== null)
        log.warn({ clockOffMs }, "the clock differs from another machine's: minute not recorded");
      return { current, minute, probed, counted, days, maintenance, compliance };
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
      const { silent, ...spoken } = watch;
      const recorded = recordMinute({ ...spoken, clockOffMs }, { ...seen, current });
      return {
        document: recorded.watch,
        writes: writesOf(recorded, seen),
        publish: [
          ...recorded.told,
          ...(silent ? [monitorBack(silent.since, now)] : []),
          ...endedBefore(watch.minute, minute, current.zone),
        ],
        schedule,
      };
    },
  });
}

function isOff(clockOffMs: number | null): boolean {
  return clockOffMs !== null && Math.abs(clockOffMs) > clockToleranceMs;
}

/** Once an hour: it reads the month's days. */
async function complianceOf(
  documents: Documents,
  tenantId: TenantId,
  { current, minute, now }: { readonly current: CurrentSla; readonly minute: number; readonly now: Date },
): Promise<number | null> {
  if (minute % 60 !== 0) return null;
  const { availabilityPercent } = await readMonth(documents, tenantId, {
    current,
    month: monthOf(minute, current.zone),
    now,
  });
  return availabilityPercent === null ? null : Number(availabilityPercent);
}

function monitorBack(since: number, now: Date): NewEvent {
  const told = { since: timeOf(since).toISOString(), at: now.toISOString(), isOver: true };
  return newEvent(monitorSilent, watchId, told);
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
