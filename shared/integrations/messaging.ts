import { z } from "zod";
import { PhoneNumber } from "../schema/scalars.ts";
import { SecretReference } from "../tools/secret-reference.ts";

const AccountId = z.string().regex(/^[A-Za-z0-9_-]+$/);
const Account = z.union([AccountId, SecretReference], { error: "must be an account's id, or name a secret" });

/** A provider of messages: Twilio's WhatsApp and SMS, Meta's Instagram, SendGrid's e-mail (specification 3.4). */
export const messagingIntegration = {
  kind: "messaging",
  config: z.strictObject({
    account_sid: Account.optional(),
    auth_token: SecretReference.optional(),
    phone_number: PhoneNumber.optional(),
    messaging_service_sid: Account.optional(),
    /** Meta: the page's or business account's id, its token, and what it signs webhooks with. */
    page_id: Account.optional(),
    access_token: SecretReference.optional(),
    app_secret: SecretReference.optional(),
    verify_token: SecretReference.optional(),
    /** SendGrid. */
    api_key: SecretReference.optional(),
    from_address: z.email("must be an e-mail address").optional(),
    webhook_url: z.url().optional(),
  }),
} as const;
