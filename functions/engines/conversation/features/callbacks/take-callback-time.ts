import { DateTime } from "luxon";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { instantOf } from "../../../../../shared/contracts/appointment.ts";
import { isOpen, nextOpen } from "../../../../../shared/time/opening-hours.ts";
import { callbackTime } from "../../handoff/callback-time.ts";

/** Validates a callback time for the tool. Returns the time, or an error that says what to ask the customer. Pure. */
export function takeCallbackTime(
  config: Pick<TenantConfig, "timezone" | "business_hours" | "holidays" | "callbacks">,
  words: string,
  now: Date,
  reason: string,
) {
  const iso = instantOf(words, config.timezone);
  const at = iso === undefined ? callbackTime(words, config.timezone, now) : new Date(iso);
  if (at === undefined) return rejected("No time was found in that: ask the customer for a day and a time.");
  if (at < now) return rejected(`${formatTime(at, config)} is over already: ask for a time to come.`);
  const { days_ahead: daysAhead } = config.callbacks ?? { days_ahead: 30 };
  if (at.getTime() > now.getTime() + daysAhead * 86_400_000)
    return rejected(`That is too far ahead: calls are arranged for the next ${daysAhead} days.`);
  if (!isOpen(config, at)) {
    const next = nextOpen(config, at);
    const offer = next ? ` The next time somebody is there is ${formatTime(next, config)}: offer that.` : "";
    return rejected(`Nobody is there on ${formatTime(at, config)}.${offer}`);
  }
  const here = DateTime.fromJSDate(at, { zone: config.timezone });
  return { callback_at: here.toISO() ?? at.toISOString(), when: formatTime(at, config), reason };
}

function rejected(error: string): { readonly error: string } {
  return { error };
}

function formatTime(at: Date, { timezone }: Pick<TenantConfig, "timezone">): string {
  return DateTime.fromJSDate(at, { zone: timezone }).setLocale("en").toFormat("cccc d LLLL 'at' h:mm a");
}
