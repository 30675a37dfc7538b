import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";
import { outgoingWebhook } from "./outgoing-webhook.ts";

/** A payment provider, such as Razorpay (specification 3.4). */
export const payment = {
  kind: "payment",
  config: z.strictObject({
    api_key: SecretReference.describe("The key of its API (Razorpay: the key id)."),
    secret_key: SecretReference.optional().describe("The key's secret."),
    webhook_secret: SecretReference.optional().describe("The secret that signs its webhooks."),
    ...outgoingWebhook,
  }),
} as const;
