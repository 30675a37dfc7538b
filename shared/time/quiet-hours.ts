import { DateTime } from "luxon";
import { wallTime } from "./wall-time.ts";

/** Times of day as `HH:MM`, in the tenant's time zone. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * The end of the current quiet hours; undefined outside of them. Quiet hours follow the wall clock, so a clock change
 * makes them longer or shorter.
 */
export function quietHoursEnd(now: Date, quiet: QuietHours | undefined, timeZone: string): Date | undefined {
  if (!quiet) return undefined;
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const time = local.toFormat("HH:mm");
  const overMidnight = quiet.from > quiet.to;
  const within = overMidnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!within) return undefined;
  const day = overMidnight && time >= quiet.from ? local.plus({ days: 1 }) : local;
  return wallTime(day, quiet.to);
}
