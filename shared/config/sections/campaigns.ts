import { z } from "zod";

const PerMinute = z.number().int().min(1).max(60_000);

export const Campaigns = z
  .strictObject({
    max_per_minute: z
      .strictObject({
        whatsapp: PerMinute.default(1_200).describe("By WhatsApp."),
        sms: PerMinute.default(60).describe("By SMS."),
        email: PerMinute.default(1_200).describe("By e-mail."),
        instagram: PerMinute.default(60).describe("By Instagram."),
        voice: PerMinute.default(60).describe("Calls. Twilio begins one a second for a trunk unless it allows more."),
      })
      .prefault({})
      .describe("Most messages or calls a minute on each channel, as the provider allows the client's account."),
    calls_at_once: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(5)
      .describe(
        "Most calls of campaigns at the same time. Keep it below what the trunk and the voice runners carry, so that customers who call get through.",
      ),
  })
  .prefault({})
  .describe("How fast campaigns send (docs/campaigns.md).");
