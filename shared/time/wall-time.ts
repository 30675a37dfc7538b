import type { DateTime } from "luxon";

/**
 * The instant at which the clocks of `day`'s zone show `time` (`HH:MM`, or `24:00` for the day's end). On the day they
 * skip it, it is the instant they skip to; where they show it twice, one of the two.
 */
export function wallTime(day: DateTime, time: string): Date {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const date = hour === 24 ? day.plus({ days: 1 }) : day;
  let at = date.set({ hour: hour % 24, minute, second: 0, millisecond: 0 });
  if (at.hour === hour % 24 && at.minute === minute) return at.toJSDate();
  // luxon goes on by as much as was skipped: back to where the clocks were moved.
  for (let before = at.minus({ minutes: 1 }); before.offset === at.offset; before = at.minus({ minutes: 1 }))
    at = before;
  return at.toJSDate();
}
