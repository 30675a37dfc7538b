import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";
import { outgoingWebhook } from "./outgoing-webhook.ts";

/** A help desk or customer database, such as Zendesk (specification 3.4). */
export const crm = {
  kind: "crm",
  config: z.strictObject({
    api_key: SecretReference.describe("The key of its API."),
    email: z
      .email("must be an e-mail address")
      .optional()
      .describe("The e-mail address of the key's agent, if the provider requires one (Zendesk does)."),
    subdomain: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, "must be a host name")
      .optional()
      .describe("`client` or `client.zendesk.com`."),
    ...outgoingWebhook,
    webhook_secret: SecretReference.optional().describe("The secret that signs its webhooks."),
  }),
} as const;
