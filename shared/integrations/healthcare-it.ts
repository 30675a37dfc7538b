import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";

/** The system of a laboratory or hospital (specification 3.4). */
export const healthcareIt = {
  kind: "healthcare_it",
  config: z.strictObject({
    api_base: z.url(),
    auth_type: z.literal(["none", "bearer", "api_key", "basic", "oauth2"]).default("oauth2"),
    scopes: z.array(z.string().min(1)).default([]),
    token_url: z.url().optional(),
    client_id: SecretReference.optional(),
    client_secret: SecretReference.optional(),
    api_key: SecretReference.optional(),
  }),
} as const;
