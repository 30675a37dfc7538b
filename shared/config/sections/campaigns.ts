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
      })
      .prefault({})
      .describe("Most messages a minute on each channel, as the provider allows the client's account."),
  })
  .prefault({})
  .describe("How fast campaigns send (docs/campaigns.md).");
