import type { DateTime } from "luxon";
import { wallTime } from "../wall-time.ts";
import type { NamedHour } from "./components.ts";
import type { DayPart } from "./meaning.ts";

/** An hour and minute from the start of a day. Hours from 24 on are in the night that follows the day. */
export interface DayTime {
  readonly hour: number;
  readonly minute: number;
  /** What people mean by a bare hour: 9 to 11 is the morning, 12 to 6 is noon and later. 7 and 8 may be either. */
  readonly usual: boolean;
}

/** The hours that a part of the day may name, and what 0 to 12 becomes in it. */
const parts: Readonly<Record<DayPart, (hour: number) => number | undefined>> = {
  morning: (hour) => (hour < 12 ? hour : undefined),
  noon: (hour) => (hour === 11 || hour === 12 ? hour : hour >= 1 && hour <= 4 ? hour + 12 : undefined),
  afternoon: (hour) => (hour === 12 ? 12 : hour >= 1 && hour <= 6 ? hour + 12 : undefined),
  evening: (hour) => (hour >= 3 && hour <= 11 ? hour + 12 : undefined),
  night: (hour) => (hour === 12 ? 24 : hour >= 6 ? hour + 12 : hour >= 1 && hour <= 4 ? hour + 24 : undefined),
};

/** First and last hour of a part of the day. */
export const hoursOfPart: Readonly<Record<DayPart, readonly [from: number, to: number]>> = {
  morning: [6, 12],
  noon: [12, 16],
  afternoon: [12, 17],
  evening: [17, 21],
  night: [20, 24],
};

/** The times of day that a named hour may be. In order. None when its words contradict each other. */
export function dayTimesOf({ hour, minute, exact, half, part }: NamedHour): readonly DayTime[] {
  const certain = (value: number): readonly DayTime[] => [{ hour: value, minute, usual: true }];
  if (half !== null) return hour > 12 ? [] : certain((hour % 12) + (half === "pm" ? 12 : 0));
  if (exact && (hour > 12 || hour === 0)) return part === null || isIn(part, hour) ? certain(hour) : [];
  if (part !== null) {
    const value = parts[part](hour);
    return value === undefined ? [] : certain(value);
  }
  if (exact) return certain(hour);
  const isMorning = hour >= 9 && hour < 12;
  const isUnclear = hour === 7 || hour === 8;
  if (hour === 12)
    return [
      { hour: 12, minute, usual: true },
      { hour: 24, minute, usual: false },
    ];
  return [
    { hour, minute, usual: isMorning },
    { hour: hour + 12, minute, usual: !isMorning && !isUnclear },
  ];
}

/** Whether a 24-hour time is in a part of the day: 18:30 is in the evening. */
function isIn(part: DayPart, hour: number): boolean {
  return parts[part](hour > 12 ? hour - 12 : 12) === (hour === 0 ? 24 : hour);
}

/** The instant of a time of day on a date, in the date's zone. */
export function instantOn(date: DateTime, { hour, minute }: Pick<DayTime, "hour" | "minute">): Date {
  const day = date.plus({ days: Math.floor(hour / 24) });
  return wallTime(day, `${hour % 24}:${minute}`);
}
