import { z } from "zod";

const PerMinute = z.number().int().min(1).max(60_000);

/** Rate limit of campaigns on each channel, in messages a minute, as the provider allows the tenant's account. */
export const Campaigns = z
  .strictObject({
    max_per_minute: z
      .strictObject({
        whatsapp: PerMinute.default(1_200),
        sms: PerMinute.default(60),
        email: PerMinute.default(1_200),
        instagram: PerMinute.default(60),
      })
      .prefault({}),
  })
  .prefault({});
