import { z } from "zod";
import { writtenForms } from "../schema/written-form.ts";

const TimeOfDay = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    'must be a time of day such as "21:00"\nWrite 24 hours with two digits each and a colon.',
  )
  .register(writtenForms, { called: "time of day" });

export const ContactRules = z
  .strictObject({
    quiet_hours: z
      .strictObject({ from: TimeOfDay.describe("When they begin."), to: TimeOfDay.describe("When they end.") })
      .refine(({ from, to }) => from !== to, "must begin and end at different times")
      .optional()
      .describe(
        "Hours in which only messages that the customer expects are sent. They may span midnight. Default: none.",
      ),
    max_per_day: z
      .number()
      .int()
      .min(0)
      .max(100)
      .default(3)
      .describe("Most messages to one customer in a day, over all channels and without transactional ones."),
    max_per_week: z.number().int().min(0).max(500).default(10).describe("The same for seven days."),
    marketing_consent: z
      .literal(["required", "not_required"])
      .default("required")
      .describe("Whether marketing requires a recorded consent."),
  })
  .describe("Limits for messages that the product sends unasked. Times of day are in the client's time zone.");
export type ContactRules = z.infer<typeof ContactRules>;
