import { DateTime, Interval } from "luxon";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { dayOrderOf } from "../../../../../shared/time/spoken/day-order.ts";

export interface TimeWriting {
  readonly config: Pick<TenantConfig, "timezone" | "date_order">;
  readonly language: string;
}

const day = { weekday: "long", day: "numeric", month: "long" } as const;
const minute = { ...day, hour: "numeric", minute: "2-digit" } as const;

/** A day and time as the customer reads it, in the tenant's time zone. */
export function writeTime(at: Date, precision: "day" | "minute", writing: TimeWriting): string {
  return localTime(at, writing).toLocaleString(precision === "day" ? day : minute);
}

/** A range as the customer reads it. One that ends with its day is written as its beginning. */
export function writeRange(from: Date, to: Date, writing: TimeWriting): string {
  const [start, end] = [localTime(from, writing), localTime(to, writing)];
  if (!start.hasSame(end, "day") || to <= from) return writeTime(from, "minute", writing);
  return Interval.fromDateTimes(start, end).toLocaleString(minute);
}

function localTime(at: Date, { config, language }: TimeWriting): DateTime {
  const english = dayOrderOf(config) === "month-first" ? "en-US" : "en-IN";
  const locale = language === "en" || language.includes("-Latn") ? english : language;
  return DateTime.fromJSDate(at, { zone: config.timezone }).setLocale(locale);
}
