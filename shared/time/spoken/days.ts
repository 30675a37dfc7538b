import { DateTime } from "luxon";
import type { NamedDay } from "./components.ts";
import type { DayOrder } from "./day-order.ts";

/** A date without a year that has passed is next year's, unless it passed within these days: then it is over. */
const overDays = 60;

/**
 * The dates that a named day may be, today or later; none when it does not exist. A date that is over is given as it
 * is. `today` is the start of the tenant's day.
 */
export function datesOf(named: NamedDay, today: DateTime, order: DayOrder): readonly DateTime[] {
  switch (named.kind) {
    case "offset":
      return [today.plus({ days: named.days })];
    case "weekday":
      return weekdaysFrom(named, today);
    case "date":
      return named.month === null ? nextDayOfMonth(named.day, today) : dated({ ...named, month: named.month }, today);
    case "digits":
      return digits(named, today, order);
  }
}

/** "Next Friday" is next week's. On a Monday it may also be this week's. "Sunday" on a Sunday may be either. */
function weekdaysFrom({ weekday, next }: NamedDay & { kind: "weekday" }, today: DateTime): readonly DateTime[] {
  const days = (weekday - today.weekday + 7) % 7;
  const coming = today.plus({ days });
  if (days === 0) return next ? [coming.plus({ days: 7 })] : [coming, coming.plus({ days: 7 })];
  const isNextWeek = today.weekday + days > 7;
  return next && !isNextWeek ? [coming, coming.plus({ days: 7 })] : [coming];
}

function nextDayOfMonth(day: number, today: DateTime): readonly DateTime[] {
  for (let months = 0; months < 3; months += 1) {
    const { year, month } = today.startOf("month").plus({ months });
    const date = DateTime.fromObject({ year, month, day }, { zone: today.zone });
    if (date.isValid && date >= today) return [date];
  }
  return [];
}

function dated(
  named: { readonly day: number; readonly month: number; readonly year: number | null },
  today: DateTime,
): readonly DateTime[] {
  const { day, month } = named;
  const zone = { zone: today.zone };
  if (named.year !== null) return [DateTime.fromObject({ year: named.year, month, day }, zone)].filter(isValid);
  for (let year = today.year; year < today.year + 5; year += 1) {
    const date = DateTime.fromObject({ year, month, day }, zone);
    if (date.isValid && date >= today.minus({ days: overDays })) return [date];
  }
  return [];
}

function digits(named: NamedDay & { kind: "digits" }, today: DateTime, order: DayOrder): readonly DateTime[] {
  const { first, second, year } = named;
  const dayFirst = dated({ day: first, month: second, year }, today);
  const monthFirst = dated({ day: second, month: first, year }, today);
  const [usual, other] = order === "month-first" ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  if (usual.length === 0 || first === second) return usual.length === 0 ? other : usual;
  return order === "unclear" ? [...usual, ...other] : usual;
}

function isValid({ isValid: valid }: DateTime): boolean {
  return valid;
}
