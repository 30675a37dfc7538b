import { z } from "zod";

/** IANA: what "today" and opening hours mean. */
export const TimeZone = z
  .string()
  .refine((zone) => isTimeZone(zone), "is no time zone\nGive an IANA name such as Asia/Kolkata.");

/** Asking the formatter, because Intl.supportedValuesOf leaves out names that are links, such as Asia/Kolkata. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
