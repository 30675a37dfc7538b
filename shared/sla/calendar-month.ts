import { DateTime } from "luxon";
import type { OpeningSections } from "../time/business-hours.ts";
import { openingsOn } from "../time/opening-hours.ts";
import { intersect, type MinuteInterval, minuteOf, timeOf } from "./minute-intervals.ts";

/** A calendar month such as `2026-11`, in the zone of the contract. One with a clock change is an hour longer or shorter. */
export function monthMinutes(month: string, zone: string): MinuteInterval {
  const start = DateTime.fromISO(`${month}-01`, { zone });
  if (!/^\d{4}-\d\d$/.test(month) || !start.isValid)
    throw new RangeError(`${month} is not a month. Write a year and a month, such as 2026-11.`);
  return { from: minuteOf(start.toJSDate()), to: minuteOf(start.plus({ months: 1 }).toJSDate()) };
}

/** The month that a minute is in, there. */
export function monthOf(minute: number, zone: string): string {
  return DateTime.fromJSDate(timeOf(minute), { zone }).toFormat("yyyy-MM");
}

/** The hours of the contract within an interval. Undefined opening hours are all hours. */
export function serviceMinutes(within: MinuteInterval, hours: OpeningSections | undefined): MinuteInterval[] {
  if (hours === undefined) return [within];
  const last = DateTime.fromJSDate(timeOf(within.to), { zone: hours.timezone }).startOf("day");
  const open: MinuteInterval[] = [];
  for (
    let day = DateTime.fromJSDate(timeOf(within.from), { zone: hours.timezone }).startOf("day");
    day <= last;
    day = day.plus({ days: 1 })
  )
    for (const { from, to } of openingsOn(hours, day)) open.push({ from: minuteOf(from), to: minuteOf(to) });
  return intersect([within], open);
}
