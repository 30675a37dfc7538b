import { DateTime } from "luxon";
import { isOpen } from "../opening-hours.ts";
import type { NamedDay, NamedHour } from "./components.ts";
import { dayOrderOf } from "./day-order.ts";
import { datesOf } from "./days.ts";
import { type DayTime, dayTimesOf, hoursOfPart, instantOn } from "./hours.ts";
import type { Parts } from "./parts.ts";
import type { Moment, TimeReading } from "./reading.ts";

/** More candidates than these make no question that a customer can answer. */
const mostCandidates = 4;

type Reading = TimeReading | undefined;

/** The time that the named parts make, relative to the reader's clock. Undefined when they make none. Pure. */
export function combine(parts: Parts, reader: Moment): Reading {
  const { now, words, sections } = reader;
  const today = DateTime.fromJSDate(now, { zone: sections.timezone }).startOf("day");
  if (parts.hours.length > mostCandidates || parts.days.length > mostCandidates) return undefined;
  if (parts.iso !== null) return instant(parts.iso, reader);
  if (parts.minutes !== null) return timeAt(new Date(now.getTime() + parts.minutes * 60_000), reader);
  const named = datesOfAll(parts.days, today, reader);
  if (!named) return undefined;
  const dates = named.length === 0 && reader.onDate !== undefined ? [onDate(reader.onDate, today)] : named;
  if (dates.some((date) => !date.isValid) || dates.length > mostCandidates) return undefined;
  if (parts.hours.length === 0) return withoutHour(parts, dates, today, reader);
  if (parts.isRange) return range(parts.hours, dates, today, reader);
  const pairs =
    parts.hours.length === dates.length && dates.length > 1 && parts.days.length === dates.length
      ? parts.hours.map((hour, index) => pick(hour, dates.slice(index, index + 1), today, reader))
      : parts.hours.flatMap((hour) =>
          dates.length > 1
            ? dates.map((date) => pick(hour, [date], today, reader))
            : [pick(hour, dates, today, reader)],
        );
  if (pairs.some((pair) => pair === undefined)) return undefined;
  const options = pairs.flatMap((pair) => pair ?? []);
  const coming = options.filter((at) => at >= now);
  const [hour] = parts.hours;
  const [first] = coming;
  if (!first) return options[0] && { status: "past", at: options[0], words };
  const certain = coming.length === 1 && options.length === 1;
  if (certain && hour && hour.bound !== null) return bounded(first, hour.bound, today, reader);
  if (certain && isCertain(first, parts.hours, reader)) return timeAt(first, reader);
  return ambiguous(coming, "minute", words);
}

function ambiguous(candidates: readonly Date[], precision: "day" | "minute", words: string): Reading {
  const times = [...new Set(candidates.map((at) => at.getTime()))].sort((a, b) => a - b);
  if (times.length === 0 || times.length > mostCandidates) return undefined;
  return { status: "ambiguous", candidates: times.map((at) => new Date(at)), precision, words };
}

function timeAt(at: Date, { words, unknown, namesDay }: Moment): Reading {
  return { status: "time", at, words, unknown, namesDay };
}

function instant(iso: string, reader: Moment): Reading {
  const time = DateTime.fromISO(iso, { zone: reader.sections.timezone });
  if (!time.isValid) return undefined;
  const at = time.toJSDate();
  return at < reader.now ? { status: "past", at, words: reader.words } : timeAt(at, reader);
}

function onDate(date: string, today: DateTime): DateTime {
  return DateTime.fromISO(date, { zone: today.zone });
}

/** The dates on which all named days agree ("Monday, 30 November"), else all of them. Undefined for one that is not. */
function datesOfAll(days: readonly NamedDay[], today: DateTime, { sections }: Moment): readonly DateTime[] | undefined {
  const each = days.map((day) => datesOf(day, today, dayOrderOf(sections)));
  if (each.some((dates) => dates.length === 0)) return undefined;
  const weekdays = days.flatMap((day) => (day.kind === "weekday" ? [day.weekday] : []));
  const others = each.filter((_, index) => days[index]?.kind !== "weekday").flat();
  const onWeekday = others.filter((date) => weekdays.includes(date.weekday));
  const [only] = onWeekday;
  if (only && weekdays.length === 1 && days.length === 2) return onWeekday;
  const keys = each.map((dates) => dates.map((date) => date.toISODate()));
  const all = each.flat();
  const shared = all.filter((date) => keys.every((some) => some.includes(date.toISODate())));
  const chosen = shared.length > 0 ? shared : all;
  return [...new Map(chosen.map((date) => [date.toISODate(), date])).values()];
}

function withoutHour(parts: Parts, dates: readonly DateTime[], today: DateTime, reader: Moment): Reading {
  const { now, words } = reader;
  const [date] = dates;
  if (dates.length > 1)
    return ambiguous(
      dates.map((each) => each.toJSDate()),
      "day",
      words,
    );
  if (date && date < today) return { status: "past", at: date.toJSDate(), words };
  const [part] = parts.dayParts;
  if (parts.dayParts.length > 1) return undefined;
  if (part) {
    const [from, to] = hoursOfPart[part];
    const days = date ? [date] : [today, today.plus({ days: 1 })];
    const day = days.find((each) => instantOn(each, { hour: to, minute: 0 }) > now);
    if (!day) return date && { status: "past", at: instantOn(date, { hour: to, minute: 0 }), words };
    return rangeOf(instantOn(day, { hour: from, minute: 0 }), instantOn(day, { hour: to, minute: 0 }), reader);
  }
  if (!date) return undefined;
  if (parts.allDay) return rangeOf(date.toJSDate(), date.plus({ days: 1 }).toJSDate(), reader);
  return { status: "day", date: date.toISODate() ?? "", words };
}

function rangeOf(from: Date, to: Date, { now, words, unknown, namesDay }: Moment): Reading {
  if (to <= now) return { status: "past", at: to, words };
  return { status: "range", from: from < now ? now : from, to, words, unknown, namesDay };
}

function bounded(at: Date, bound: "after" | "before", today: DateTime, reader: Moment): Reading {
  const day = DateTime.fromJSDate(at, { zone: today.zone }).startOf("day");
  return bound === "after"
    ? rangeOf(at, day.plus({ days: 1 }).toJSDate(), reader)
    : rangeOf(day.toJSDate(), at, reader);
}

/** "3 to 5 pm" is in the afternoon; "11 to 1 pm" begins in the morning. The end is the first such hour after the start. */
function range(hours: readonly NamedHour[], dates: readonly DateTime[], today: DateTime, reader: Moment): Reading {
  const [first, second] = hours;
  if (!first || !second || dates.length > 1) return undefined;
  const isOpenStart = first.half === null && first.part === null && !first.exact;
  const withHalf = { ...first, half: second.half, part: second.part };
  const shared = isOpenStart && (second.half !== null || second.part !== null) && isBefore(withHalf, second);
  const starts = pick(shared ? withHalf : first, dates, today, reader);
  const [from] = starts ?? [];
  if (!from || !starts) return undefined;
  const ends = (start: Date) => {
    const day = DateTime.fromJSDate(start, { zone: today.zone }).startOf("day");
    return dayTimesOf(second)
      .map((time) => instantOn(day, time))
      .find((end) => end > start);
  };
  if (starts.length > 1) return ambiguous(starts, "minute", reader.words);
  const to = ends(from);
  return to && rangeOf(from, to, reader);
}

function isBefore(first: NamedHour, second: NamedHour): boolean {
  const minutes = (hour: NamedHour) => dayTimesOf(hour).map((time) => time.hour * 60 + time.minute)[0];
  const [from, to] = [minutes(first), minutes(second)];
  return from !== undefined && to !== undefined && from < to;
}

/** The instants that an hour may be on a date; without a date, at its next occurrence. Undefined for no such hour. */
function pick(
  hour: NamedHour,
  dates: readonly DateTime[],
  today: DateTime,
  { now, sections }: Moment,
): readonly Date[] | undefined {
  const times = dayTimesOf(hour);
  if (times.length === 0) return undefined;
  const options = times.flatMap((time) =>
    occurrences(time, dates, today, now).map((at) => ({ at, usual: time.usual })),
  );
  const coming = options.filter(({ at }) => at >= now);
  if (coming.length <= 1) return (coming.length === 1 ? coming : options.slice(-1)).map(({ at }) => at);
  const hours = { ...sections, holidays: sections.holidays ?? [] };
  const open = sections.business_hours ? coming.filter(({ at }) => isOpen(hours, at)) : [];
  if (open.length === 1) return open.map(({ at }) => at);
  const usual = coming.filter((option) => option.usual);
  return (usual.length === 1 ? usual : coming).map(({ at }) => at);
}

/** After midnight, "tonight at 1" may be in this night or in the next. */
function occurrences(time: DayTime, dates: readonly DateTime[], today: DateTime, now: Date): readonly Date[] {
  const yesterday = today.minus({ days: 1 });
  const inThisNight = time.hour > 24 ? [instantOn(yesterday, time)].filter((at) => at >= now) : [];
  const [date] = dates;
  if (date) return [...(date.equals(today) ? inThisNight : []), instantOn(date, time)];
  const next = [yesterday, today, today.plus({ days: 1 })].map((day) => instantOn(day, time)).find((at) => at >= now);
  return next ? [next] : [];
}

/** A bare hour whose usual time is over is not certain: "today at 10" in the afternoon. */
function isCertain(at: Date, hours: readonly NamedHour[], { sections }: Moment): boolean {
  const [hour] = hours;
  const times = hour ? dayTimesOf(hour) : [];
  if (times.length <= 1) return true;
  const local = DateTime.fromJSDate(at, { zone: sections.timezone });
  const isUsual = times.some((time) => time.usual && time.hour % 24 === local.hour);
  return isUsual || (!!sections.business_hours && isOpen({ ...sections, holidays: sections.holidays ?? [] }, at));
}
