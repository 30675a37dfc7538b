import { z } from "zod";
import { providerSettings } from "../channels/providers/index.ts";
import { PhoneNumber } from "../schema/scalars.ts";
import { outgoingWebhook } from "./outgoing-webhook.ts";

/** A messaging provider: Twilio's WhatsApp and SMS, Meta's Instagram, SendGrid's e-mail (specification 3.4). */
export const messagingIntegration = {
  kind: "messaging",
  config: z.strictObject({
    phone_number: PhoneNumber.optional().describe("The number of the account."),
    ...providerSettings,
    ...outgoingWebhook,
  }),
} as const;
