import { DateTime } from "luxon";
import { slaDayEnded, slaMonthEnded } from "../../../../shared/events/index.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { monthOf } from "../../../../shared/sla/calendar-month.ts";
import { dayMinutes, dayOf } from "../../../../shared/sla/minute-record.ts";

/** A longer failure of a monitor has been reported by then. */
const mostDays = 62;

/**
 * The days (UTC) and months (the contract's) that ended since the last record: one of each in an ordinary night, and all of them
 * after a monitor was down for days. Pure.
 */
export function endedBefore(last: number, minute: number, zone: string): readonly NewEvent[] {
  if (last === 0) return [];
  const days: NewEvent[] = [];
  for (let each = dayOf(last).first; each < dayOf(minute).first && days.length < mostDays; each += dayMinutes) {
    const { day } = dayOf(each);
    days.push(newEvent(slaDayEnded, day, { day }));
  }
  return [...days, ...monthsBetween(monthOf(last, zone), monthOf(minute, zone))];
}

function monthsBetween(from: string, until: string): readonly NewEvent[] {
  const months: NewEvent[] = [];
  for (let month = from; month < until && months.length < 12; month = monthAfter(month))
    months.push(newEvent(slaMonthEnded, month, { month }));
  return months;
}

function monthAfter(month: string): string {
  return DateTime.fromISO(`${month}-01`, { zone: "utc" }).plus({ months: 1 }).toFormat("yyyy-MM");
}
