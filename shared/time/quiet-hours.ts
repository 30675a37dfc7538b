import { DateTime } from "luxon";
import { wallTime } from "./wall-time.ts";

/** Times of day as `HH:MM`, in the tenant's time zone. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * When the quiet hours that `now` lies in end; undefined outside of them. They are wall-clock times: on the night
 * the clocks change, they are an hour longer or shorter.
 */
export function quietUntil(now: Date, quiet: QuietHours | undefined, timeZone: string): Date | undefined {
  if (!quiet) return undefined;
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const time = local.toFormat("HH:mm");
  const overMidnight = quiet.from > quiet.to;
  const within = overMidnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!within) return undefined;
  const day = overMidnight && time >= quiet.from ? local.plus({ days: 1 }) : local;
  return wallTime(day, quiet.to);
}
