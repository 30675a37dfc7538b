import { z } from "zod";

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "21:00"');

/** When and how often customers hear of a tenant unasked; times of day are in the tenant's time zone. */
export const ContactRules = z.strictObject({
  /** Nothing but what the customer waits for is sent from `from` to `to`; it may go over midnight. */
  quiet_hours: z
    .strictObject({ from: TimeOfDay, to: TimeOfDay })
    .refine(({ from, to }) => from !== to, "must begin and end at different times")
    .optional(),
  /** Messages said unasked to one customer, over all channels; transactional ones do not count. */
  max_per_day: z.number().int().min(0).max(100).default(3),
  max_per_week: z.number().int().min(0).max(500).default(10),
  /** Whether marketing needs a recorded consent. */
  marketing_consent: z.literal(["required", "not_required"]).default("required"),
});
export type ContactRules = z.infer<typeof ContactRules>;
