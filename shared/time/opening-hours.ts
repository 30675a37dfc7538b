import { DateTime } from "luxon";
import { type OpeningSections, weekdays } from "./business-hours.ts";
import { wallTime } from "./wall-time.ts";

/** Number of days to search for the next opening. It exceeds any series of holidays. */
const daysAhead = 60;

/** Whether people are available, by the tenant's local time. */
export function isOpen(hours: OpeningSections, now: Date): boolean {
  if (!hours.business_hours) return !isHoliday(hours, local(hours, now));
  return openingsOn(hours, local(hours, now)).some(({ from, to }) => from <= now && now < to);
}

/** `now` during opening hours, otherwise the next opening; undefined when there is none within 60 days. */
export function nextOpen(hours: OpeningSections, now: Date): Date | undefined {
  if (isOpen(hours, now)) return now;
  const today = local(hours, now).startOf("day");
  for (let days = 0; days <= daysAhead; days += 1) {
    const day = today.plus({ days });
    const opening = openingsOn(hours, day).find(({ from }) => from >= now);
    if (opening) return opening.from;
  }
  return undefined;
}

/** The time at which people have been available for `minutes` since `from`; undefined when not within 60 days. */
export function afterOpenMinutes(hours: OpeningSections, from: Date, minutes: number): Date | undefined {
  let left = minutes * 60_000;
  const today = local(hours, from).startOf("day");
  for (let days = 0; days <= daysAhead; days += 1) {
    for (const opening of openingsOn(hours, today.plus({ days }))) {
      const start = Math.max(opening.from.getTime(), from.getTime());
      const length = opening.to.getTime() - start;
      if (length <= 0) continue;
      if (left <= length) return new Date(start + left);
      left -= length;
    }
  }
  return undefined;
}

/** A day's openings in order, by wall-clock time. On a day of a clock change they can be longer or shorter. */
export function openingsOn(
  hours: OpeningSections,
  day: DateTime,
): readonly { readonly from: Date; readonly to: Date }[] {
  if (isHoliday(hours, day)) return [];
  const weekday = weekdays[day.weekday - 1] ?? "mon";
  const texts = hours.business_hours ? (hours.business_hours[weekday] ?? []) : ["00:00-24:00"];
  return texts
    .map((text) => ({ from: wallTime(day, text.slice(0, 5)), to: wallTime(day, text.slice(6)) }))
    .filter(({ from, to }) => from < to) // a clock change may skip a whole opening
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

function isHoliday({ holidays }: OpeningSections, day: DateTime): boolean {
  return holidays.includes(day.toISODate() ?? "");
}

function local({ timezone }: OpeningSections, time: Date): DateTime {
  return DateTime.fromJSDate(time, { zone: timezone });
}
