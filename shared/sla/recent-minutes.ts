import { z } from "zod";
import type { MinuteRecord } from "./minute-record.ts";

/** What a window holds. */
export interface WindowCounts {
  /** Minutes with a probe's result, and those in which it failed. */
  readonly known: number;
  readonly down: number;
  readonly requests: number;
  readonly errors: number;
}

/** A minute or an hour as `[number, known, down, requests, errors]`, so that a document of them stays small. */
const Counts = z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int(), z.number().int()]);
type Counts = z.infer<typeof Counts>;

export const minutesKept = 360;
export const hoursKept = 72;

/** What alerts need of the past: six hours by the minute, three days by the hour. Oldest first. */
export const RecentMinutes = z.object({
  minutes: z.array(Counts).max(minutesKept),
  hours: z.array(Counts).max(hoursKept + 1),
});
export type RecentMinutes = z.infer<typeof RecentMinutes>;

export const noMinutes: RecentMinutes = { minutes: [], hours: [] };

export function withRecent(recent: RecentMinutes, minute: number, record: MinuteRecord): RecentMinutes {
  const { state, requests, errors } = record;
  const counts: Counts = [
    minute,
    state === "up" || state === "down" ? 1 : 0,
    state === "down" ? 1 : 0,
    requests,
    errors,
  ];
  const hour = Math.floor(minute / 60);
  const last = recent.hours.at(-1);
  const sameHour = last?.[0] === hour ? last : undefined;
  const hourCounts: Counts = sameHour
    ? [hour, sameHour[1] + counts[1], sameHour[2] + counts[2], sameHour[3] + requests, sameHour[4] + errors]
    : [hour, counts[1], counts[2], requests, errors];
  const earlier = sameHour ? recent.hours.slice(0, -1) : recent.hours;
  return {
    minutes: [...recent.minutes, counts].filter(([at]) => at > minute - minutesKept),
    hours: [...earlier, hourCounts].filter(([at]) => at > hour - hoursKept - 1),
  };
}

/** The counts of the last `length` minutes up to and with `minute`. Windows above six hours begin with a whole hour. */
export function windowCounts(recent: RecentMinutes, minute: number, length: number): WindowCounts {
  const isShort = length <= minutesKept;
  const entries = isShort ? recent.minutes : recent.hours;
  const newest = isShort ? minute : Math.floor(minute / 60);
  const oldest = newest - (isShort ? length : Math.ceil(length / 60));
  let [known, down, requests, errors] = [0, 0, 0, 0];
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || entry[0] <= oldest) break;
    known += entry[1];
    down += entry[2];
    requests += entry[3];
    errors += entry[4];
  }
  return { known, down, requests, errors };
}
