import { DateTime } from "luxon";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { nextOpen } from "../../../../shared/time/opening-hours.ts";
import { callbackTime } from "./callback-time.ts";
import type { CallbackTime } from "./customer-wrote.ts";

/** The callback time that a customer names, or the next time that an operator is available. Pure. */
export function readCallbackTime(
  message: string,
  { config, language, now }: { readonly config: TenantConfig; readonly language: string; readonly now: Date },
): CallbackTime | null {
  const wished = callbackTime(message, config.timezone, now);
  if (!wished) return null;
  const at = DateTime.fromJSDate(nextOpen(config, wished) ?? wished, { zone: config.timezone });
  const form = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" } as const;
  const locale = language === "hi-Latn" || language === "en" ? "en-IN" : language;
  return { at: at.toISO() ?? "", written: at.setLocale(locale).toLocaleString(form) };
}
