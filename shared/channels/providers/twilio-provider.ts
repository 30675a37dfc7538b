import { SecretReference } from "../../security/secrets/secret-reference.ts";
import { AccountId } from "../sections/section.ts";
import { defineProvider } from "./provider-definition.ts";

/** Twilio: WhatsApp and SMS. */
export const twilioProvider = defineProvider({
  settings: {
    account_sid: AccountId.optional().describe("Twilio: the account's id."),
    auth_token: SecretReference.optional().describe("Twilio: the account's token, which also signs its webhooks."),
    messaging_service_sid: AccountId.optional().describe("Twilio: the messaging service that sends."),
  },
  files: null,
  sender: async (dependencies) => (await import("./twilio.ts")).twilioSender(dependencies),
});
