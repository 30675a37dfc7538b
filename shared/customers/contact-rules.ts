import { z } from "zod";

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "21:00"');

/** Limits for proactive messages. Times of day are in the tenant's time zone. */
export const ContactRules = z.strictObject({
  /** From `from` to `to`, only messages that the customer expects are sent. The period may span midnight. */
  quiet_hours: z
    .strictObject({ from: TimeOfDay, to: TimeOfDay })
    .refine(({ from, to }) => from !== to, "must begin and end at different times")
    .optional(),
  /** Maximum number of proactive messages to one customer over all channels, without transactional ones. */
  max_per_day: z.number().int().min(0).max(100).default(3),
  max_per_week: z.number().int().min(0).max(500).default(10),
  /** Whether marketing requires a recorded consent. */
  marketing_consent: z.literal(["required", "not_required"]).default("required"),
});
export type ContactRules = z.infer<typeof ContactRules>;
