import * as chrono from "chrono-node";
import { DateTime } from "luxon";

/** Hindi words, in either script, and the words that chrono understands. Longer words come first. */
const hindi: readonly (readonly [RegExp, string])[] = [
  [/\bday after kal\b|\bparson?\b|परसों?/giu, "in 2 days"],
  [/\baaj\b|\baj\b|आज/giu, "today"],
  [/\bkal\b|कल/giu, "tomorrow"],
  [/\b(?:abhi|turant)\b|अभी|तुरंत/giu, "now"],
  [
    /\b(?:subah|savere)\s+(?:ko\s+)?(\d{1,2}(?::\d\d)?)\s*(?:baje)?|(?:सुबह|सवेरे)\s+(\d{1,2}(?::\d\d)?)\s*(?:बजे)?/giu,
    "$1$2 am",
  ],
  [
    /\b(?:sh?aam|dopahar|raat)\s+(?:ko\s+)?(\d{1,2}(?::\d\d)?)\s*(?:baje)?|(?:शाम|दोपहर|रात)\s+(?:को\s+)?(\d{1,2}(?::\d\d)?)\s*(?:बजे)?/giu,
    "$1$2 pm",
  ],
  [/(\d{1,2}(?::\d\d)?)\s*(?:baje\b|बजे)/giu, "at $1"],
  [/\b(?:subah|savere)\b|सुबह|सवेरे/giu, "morning"],
  [/\bsh?aam\b|शाम/giu, "evening"],
  [/\bdopahar\b|दोपहर/giu, "afternoon"],
];

/** Callbacks are by day, so a bare hour is a daytime hour: "at 5" is 17:00, "at 9" is 9:00. */
const earliestBareHour = 8;
/** The hour used when only a day is named. */
const usualHour = 10;

/**
 * Reads the callback time that a customer named, after `now`, in the tenant's time zone (English and Hindi). Times are
 * local times: the offset is that of the named day. Undefined when the message names no time. Pure.
 */
export function callbackTime(message: string, timeZone: string, now: Date): Date | undefined {
  const text = hindi.reduce((plain, [pattern, english]) => plain.replace(pattern, english), message.slice(0, 500));
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const [found] = chrono.parse(text, { instant: now, timezone: here.offset }, { forwardDate: true });
  if (!found) return undefined;
  const { start } = found;
  // "in two hours", or a time zone named by the customer: a fixed instant, whatever daylight saving does.
  const relative = start.isCertain("timezoneOffset") || /\b(?:in|within|after)\b.*\b(?:min|hour|hr)/i.test(found.text);
  const time = relative ? start.date() : localTime(found, timeZone).toJSDate();
  return time.getTime() > now.getTime() ? time : soonest(time, now);
}

function localTime({ start, text }: chrono.ParsedResult, timeZone: string): DateTime {
  const [year, month, day] = [start.get("year") ?? 0, start.get("month") ?? 1, start.get("day") ?? 1];
  const date = { year, month, day };
  if (!start.isCertain("hour")) return DateTime.fromObject({ ...date, hour: hourOf(text) }, { zone: timeZone });
  const hour = start.get("hour") ?? usualHour;
  const bare = !start.isCertain("meridiem") && hour < earliestBareHour;
  const time = { hour: bare ? hour + 12 : hour, minute: start.get("minute") ?? 0 };
  return DateTime.fromObject({ ...date, ...time }, { zone: timeZone });
}

/** The hour of a named part of the day, or of a day alone. */
function hourOf(text: string): number {
  if (/afternoon/i.test(text)) return 15;
  return /evening|tonight|night/i.test(text) ? 18 : usualHour;
}

/** Moves "now" slightly into the future. Undefined for a time already over today. */
function soonest(time: Date, now: Date): Date | undefined {
  return now.getTime() - time.getTime() < 60_000 ? now : undefined;
}
