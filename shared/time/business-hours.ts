import { DateTime } from "luxon";
import { z } from "zod";
import { writtenForms } from "../schema/written-form.ts";

const opening = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

const Opening = z
  .string()
  .regex(opening, {
    error: 'must be hours such as "09:00-18:00"\nWrite 24 hours with two digits each, and a dash without spaces.',
    abort: true,
  })
  .refine((hours) => hours.slice(0, 5) < hours.slice(6), "must end after it begins\nSplit a night into two days.")
  .register(writtenForms, { called: "hours" });

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export const BusinessHours = z
  .partialRecord(z.enum(weekdays), z.array(Opening))
  .refine(
    (days) => Object.values(days).some((openings) => openings.length > 0),
    "has no opening hours\nRemove the section if people are always available.",
  )
  .describe(
    "When people are available, by weekday, in the client's time zone. A missing day is closed. Without the section: always.",
  );

export const Holidays = z
  .array(
    z.preprocess(
      (given) => (given instanceof Date ? given.toISOString().slice(0, 10) : given),
      z
        .string()
        .refine(
          (day) => /^\d{4}-\d\d-\d\d$/.test(day) && DateTime.fromISO(day).isValid,
          "must be a date such as 2026-01-26",
        )
        .register(writtenForms, { called: "date", json: { pattern: "^\\d{4}-\\d\\d-\\d\\d$" } }),
    ),
  )
  .describe("Closed days, such as 2026-01-26.");

/** The sections of a configuration that define when people are available. */
export interface OpeningSections {
  readonly business_hours?: z.output<typeof BusinessHours> | undefined;
  readonly holidays: z.output<typeof Holidays>;
  readonly timezone: string;
}
