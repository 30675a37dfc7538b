import { z } from "zod";
import { TimeOfDay } from "../time/time-of-day.ts";

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
