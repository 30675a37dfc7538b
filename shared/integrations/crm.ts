import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";

/** A help desk or customer database, such as Zendesk (specification 3.4). */
export const crm = {
  kind: "crm",
  config: z.strictObject({
    api_key: SecretReference,
    /** The e-mail address of the key's agent, if the provider requires one (Zendesk does). */
    email: z.email("must be an e-mail address").optional(),
    /** `client` or `client.zendesk.com`. */
    subdomain: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*$/i, "must be a host name")
      .optional(),
    webhook_url: z.url().optional(),
    webhook_secret: SecretReference.optional(),
  }),
} as const;
