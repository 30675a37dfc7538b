import { z } from "zod";
import { writtenForms } from "../schema/written-form.ts";

/** An IANA time zone. It defines "today" and opening hours. */
export const TimeZone = z
  .string()
  .refine((zone) => isTimeZone(zone), "is not a time zone\nUse an IANA name such as Asia/Kolkata.")
  .register(writtenForms, { called: "time zone" });

/** Uses the formatter, because Intl.supportedValuesOf omits linked names such as Asia/Kolkata. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
