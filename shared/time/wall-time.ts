import type { DateTime } from "luxon";

/**
 * The instant of the local time `time` (`HH:MM`, or `24:00` for the end of the day) on `day` in its zone. For a time
 * that a clock change skips, it is the instant of the change. For a time that occurs twice, it is one of the two.
 */
export function wallTime(day: DateTime, time: string): Date {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const date = hour === 24 ? day.plus({ days: 1 }) : day;
  let at = date.set({ hour: hour % 24, minute, second: 0, millisecond: 0 });
  if (at.hour === hour % 24 && at.minute === minute) return at.toJSDate();
  // luxon moves a skipped time forward by the length of the gap. The loop goes back to the instant of the change.
  for (let before = at.minus({ minutes: 1 }); before.offset === at.offset; before = at.minus({ minutes: 1 }))
    at = before;
  return at.toJSDate();
}
