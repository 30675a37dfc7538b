import { z } from "zod";
import { webhookEventNames } from "../events/webhook-event-names.ts";
import { SecretReference } from "../security/secrets/secret-reference.ts";

/** What an integration says about the client's own server that is told of its events. See docs/outgoing-webhooks.md. */
export const outgoingWebhook = {
  webhook_url: z
    .url()
    .optional()
    .describe("The client's own server. The integration's events are posted to it, signed (see Outgoing webhooks)."),
  webhook_events: z
    .array(z.literal(webhookEventNames))
    .min(1)
    .optional()
    .describe("The events that are posted. Default: those of the integration's type."),
  webhook_signing_secret: SecretReference.optional().describe(
    "The secret that signs what is posted. Default: a generated one, shown when it is rotated.",
  ),
};
