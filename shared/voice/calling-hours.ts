import { DateTime } from "luxon";
import { weekdays } from "../time/business-hours.ts";
import { wallTime } from "../time/wall-time.ts";
import type { VoiceSettings } from "./voice-settings.ts";

type Hours = Pick<VoiceSettings["outbound"], "hours" | "weekdays">;

/** When customers may be called next; undefined: now. Hours follow the wall clock of the tenant's time zone. Pure. */
export function nextCallingTime(now: Date, { hours, weekdays: allowed }: Hours, timeZone: string): Date | undefined {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const time = local.toFormat("HH:mm");
  const isAllowed = (day: DateTime) => allowed.includes(weekdays[day.weekday - 1] ?? "mon");
  if (isAllowed(local) && time >= hours.from && time < hours.to) return undefined;
  // At least one weekday is allowed (config), so within eight days there is one whose hours are to come.
  for (let days = 0; days < 8; days += 1) {
    const day = local.plus({ days });
    const begins = wallTime(day, hours.from);
    if (isAllowed(day) && begins > now) return begins;
  }
  throw new Error("No weekday is allowed for calls.");
}
