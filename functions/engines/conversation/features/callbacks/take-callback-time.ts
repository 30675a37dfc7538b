import { DateTime } from "luxon";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { isOpen, nextOpen } from "../../../../../shared/time/opening-hours.ts";
import { readTime } from "../../../../../shared/time/spoken/read-time.ts";

type Sections = Pick<TenantConfig, "timezone" | "date_order" | "business_hours" | "holidays" | "callbacks">;

/** Validates a callback time for the tool. Returns the time, or an error that says what to ask the customer. Pure. */
export function takeCallbackTime(config: Sections, words: string, now: Date, reason: string) {
  const reading = readTime(words, { sections: config, now });
  switch (reading.status) {
    case "time":
      return arrange(config, reading.at, now, reason);
    case "range": {
      const from = nextOpen(config, reading.from);
      return arrange(config, from && from < reading.to ? from : reading.from, now, reason);
    }
    case "day": {
      const day = DateTime.fromISO(reading.date, { zone: config.timezone }).setLocale("en").toFormat("cccc d LLLL");
      return rejected(`No hour was named: ask the customer at what time on ${day}. Do not choose one.`);
    }
    case "ambiguous": {
      const format = reading.precision === "day" ? "cccc d LLLL" : undefined;
      const times = reading.candidates.map((at) => formatTime(at, config, format)).join(" or ");
      return rejected(`That is not certain. Ask the customer whether they mean ${times}. Do not choose yourself.`);
    }
    case "past":
      return rejected(`${formatTime(reading.at, config)} is over already: ask for a time to come.`);
    case "not-understood":
      return rejected("No time was found in that: ask the customer for a day and a time. Do not choose one.");
  }
}

function arrange(config: Sections, at: Date, now: Date, reason: string) {
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

function formatTime(at: Date, { timezone }: Sections, format = "cccc d LLLL 'at' h:mm a"): string {
  return DateTime.fromJSDate(at, { zone: timezone }).setLocale("en").toFormat(format);
}
