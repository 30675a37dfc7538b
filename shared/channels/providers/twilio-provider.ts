import { z } from "zod";
import { SecretReference } from "../../security/secret-reference.ts";
import { AccountId } from "../sections/section.ts";
import { defineProvider } from "./provider-definition.ts";

/** Twilio: WhatsApp and SMS. */
export const twilioProvider = defineProvider({
  settings: {
    account_sid: AccountId.optional(),
    auth_token: SecretReference.optional(),
    messaging_service_sid: AccountId.optional(),
    webhook_url: z.url().optional(),
  },
  files: null,
  sender: async (dependencies) => (await import("./twilio.ts")).twilioSender(dependencies),
});
