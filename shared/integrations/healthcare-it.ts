import { z } from "zod";
import { SecretReference } from "../security/secret-reference.ts";

/** The system of a laboratory or hospital (specification 3.4). */
export const healthcareIt = {
  kind: "healthcare_it",
  config: z.strictObject({
    api_base: z.url().describe("The address of its API. So far unused, as this whole kind."),
    auth_type: z
      .literal(["none", "bearer", "api_key", "basic", "oauth2"])
      .default("oauth2")
      .describe("How its API knows the caller."),
    scopes: z.array(z.string().min(1)).default([]).describe("The scopes that are asked for, with oauth2."),
    token_url: z.url().optional().describe("Where tokens come from, with oauth2."),
    client_id: SecretReference.optional().describe("The caller's id, with oauth2."),
    client_secret: SecretReference.optional().describe("The caller's secret, with oauth2."),
    api_key: SecretReference.optional().describe("The key or token, with the other types."),
  }),
} as const;
