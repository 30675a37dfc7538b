import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";
import { outgoingWebhook } from "./outgoing-webhook.ts";

const crmProviders = ["zendesk", "hubspot"] as const;

/** Whose account it is: what the settings say, or else the integration's name. Undefined for any other service. */
export function crmProvider(
  name: string,
  { provider }: Readonly<Record<string, unknown>>,
): (typeof crmProviders)[number] | undefined {
  return (
    crmProviders.find((each) => each === provider) ?? crmProviders.find((each) => name.toLowerCase().includes(each))
  );
}

/** A help desk or customer database, such as Zendesk (specification 3.4). */
export const crm = {
  kind: "crm",
  config: z.strictObject({
    provider: z.literal(crmProviders).optional().describe("Whose it is. Default: found in the integration's name."),
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
