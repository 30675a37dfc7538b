import { type MinuteInterval, minuteReader } from "./minute-intervals.ts";
import { emptyRecord, type MinuteRecord } from "./minute-record.ts";
import type { SlaSection } from "./sla-section.ts";

/** How a minute counts. `outside`: not in the service hours. `unknown` and `excluded` count for nothing. */
export type MinuteMark = "up" | "down" | "unknown" | "excluded" | "outside";

export interface Maintenance extends MinuteInterval {
  /** Empty: all channels. */
  readonly channels: readonly string[];
  readonly announcedMinute: number;
}

/** What a person decided about past minutes. Later corrections take the place of earlier ones. */
export interface Correction extends MinuteInterval {
  readonly channels: readonly string[];
  readonly state: "up" | "down" | "unknown" | "excluded";
}

export interface MonthNotes {
  readonly maintenance: readonly Maintenance[];
  /** In the order in which they were made. */
  readonly corrections: readonly Correction[];
}

interface MarkContext {
  readonly sla: SlaSection;
  readonly month: MinuteInterval;
  readonly channel: string;
  readonly service: readonly MinuteInterval[];
  readonly notes: MonthNotes;
}

/** How each minute of a month counts for a channel, by the contract. */
export function markMinutes(records: readonly MinuteRecord[], context: MarkContext): MinuteMark[] {
  const { sla, month, channel, service, notes } = context;
  const ofChannel = ({ channels }: { readonly channels: readonly string[] }) =>
    channels.length === 0 || channels.includes(channel);
  const inService = minuteReader(service);
  const inMaintenance = minuteReader(notes.maintenance.filter(ofChannel).filter((each) => isAnnounced(each, sla)));
  const counting = notes.corrections.filter((each) => each.state !== "excluded" || sla.exclusions !== "ignored");
  const corrected = correctedStates(counting.filter(ofChannel), month);
  const down = downMinutes(records, corrected, sla);
  return Array.from({ length: month.to - month.from }, (_, at) => {
    const minute = month.from + at;
    const [served, maintained] = [inService(minute), inMaintenance(minute)];
    if (!served) return "outside";
    if (maintained) return sla.maintenance.counts === "excluded" ? "excluded" : "up";
    const correction = corrected[at];
    if (correction === "excluded") return sla.exclusions === "excluded" ? "excluded" : "up";
    if (correction === "up" || correction === "down" || correction === "unknown") return correction;
    if (down[at]) return "down";
    return marked(records[at] ?? emptyRecord, sla);
  });
}

/** The turns as they count: those of a minute that was corrected to up did not fail, and all of one corrected to down did. */
export function correctedRecords(records: readonly MinuteRecord[], context: MarkContext): readonly MinuteRecord[] {
  const { channel, month, notes } = context;
  const corrections = notes.corrections.filter(({ channels }) => channels.length === 0 || channels.includes(channel));
  if (corrections.length === 0) return records;
  const corrected = correctedStates(corrections, month);
  return records.map((record, at) => {
    if (corrected[at] === "up") return { ...record, errors: 0 };
    return corrected[at] === "down" ? { ...record, errors: record.requests } : record;
  });
}

/** Maintenance counts when it was announced before it began, as early as the contract says. Otherwise it is downtime. */
export function isAnnounced(window: Maintenance, sla: Pick<SlaSection, "maintenance">): boolean {
  return window.announcedMinute <= window.from - Math.ceil(sla.maintenance.notice_hours * 60);
}

/** A minute that is not downtime. */
function marked({ state, requests }: MinuteRecord, sla: SlaSection): MinuteMark {
  if (requests > 0 && sla.measure !== "probes") return "up";
  if (sla.measure === "requests") return sla.without_traffic === "available" ? "up" : "excluded";
  if (state === "up" || state === "down") return "up";
  return sla.monitor_down === "available" ? "up" : "unknown";
}

type Correctness = Correction["state"] | undefined;

function correctedStates(corrections: readonly Correction[], month: MinuteInterval): Correctness[] {
  const states: Correctness[] = Array.from({ length: month.to - month.from });
  for (const { from, to, state } of corrections)
    states.fill(state, Math.max(0, from - month.from), Math.max(0, to - month.from));
  return states;
}

/** Runs of bad minutes that are long enough, and have the turns that the contract asks for. */
function downMinutes(records: readonly MinuteRecord[], corrected: readonly Correctness[], sla: SlaSection): boolean[] {
  const down = records.map(() => false);
  for (let from = 0; from < records.length; ) {
    let to = from;
    while (to < records.length && corrected[to] === undefined && isBad(records[to] ?? emptyRecord, sla)) to += 1;
    if (to - from >= (sla.consecutive_minutes ?? 1) && hasTraffic(records.slice(from, to), sla))
      down.fill(true, from, to);
    from = Math.max(to, from + 1);
  }
  return down;
}

function hasTraffic(run: readonly MinuteRecord[], sla: SlaSection): boolean {
  if (run.some((record) => probeFailed(record, sla))) return true;
  return run.reduce((sum, { requests }) => sum + requests, 0) >= (sla.minimum_requests ?? 0);
}

function probeFailed({ state }: MinuteRecord, { measure, monitor_down }: SlaSection): boolean {
  if (measure === "requests") return false;
  return state === "down" || (monitor_down === "down" && (state === "unknown" || state === "none"));
}

/** Counts with integers: errors·10⁶ against turns·millionths. */
export function isBad(record: MinuteRecord, sla: SlaSection): boolean {
  if (probeFailed(record, sla)) return true;
  const limit = Math.round((sla.error_rate_above ?? 1) * 10_000);
  return sla.measure !== "probes" && record.errors * 1_000_000 > record.requests * limit;
}
