import { DateTime } from "luxon";
import { type OpeningSections, weekdays } from "./business-hours.ts";
import { wallTime } from "./wall-time.ts";

/** Days looked ahead for the next opening: longer than any row of holidays. */
const daysAhead = 60;

/** Whether people are there, by the clocks on the tenant's walls. */
export function isOpen(hours: OpeningSections, now: Date): boolean {
  if (!hours.business_hours) return !isHoliday(hours, local(hours, now));
  return openingsOn(hours, local(hours, now)).some(({ from, to }) => from <= now && now < to);
}

/** `now` where people are there, else when they are next; undefined where no opening is in sight. */
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

/** A day's openings in order. Wall-clock times: on the day the clocks change they are an hour longer or shorter. */
function openingsOn(hours: OpeningSections, day: DateTime): readonly { readonly from: Date; readonly to: Date }[] {
  if (isHoliday(hours, day)) return [];
  const weekday = weekdays[day.weekday - 1] ?? "mon";
  const texts = hours.business_hours ? (hours.business_hours[weekday] ?? []) : ["00:00-24:00"];
  return texts
    .map((text) => ({ from: wallTime(day, text.slice(0, 5)), to: wallTime(day, text.slice(6)) }))
    .filter(({ from, to }) => from < to) // the clocks may leave all of it out
    .sort((a, b) => a.from.getTime() - b.from.getTime());
}

function isHoliday({ holidays }: OpeningSections, day: DateTime): boolean {
  return holidays.includes(day.toISODate() ?? "");
}

function local({ timezone }: OpeningSections, time: Date): DateTime {
  return DateTime.fromJSDate(time, { zone: timezone });
}
