import { z } from "zod";
import { SecretReference } from "../security/secrets/secret-reference.ts";

const Path = z.string().regex(/^\/[\w\-./{}]*$/, "must be a path such as /orders");

/** The system of a laboratory or hospital (specification 3.4). */
export const healthcareIt = {
  kind: "healthcare_it",
  config: z.strictObject({
    api_base: z.url().describe("The address of its API."),
    auth_type: z
      .literal(["none", "bearer", "api_key", "basic", "oauth2"])
      .default("oauth2")
      .describe("How its API knows the caller. oauth2: client credentials."),
    scopes: z.array(z.string().min(1)).default([]).describe("The scopes that are asked for, with oauth2."),
    token_url: z.url().optional().describe("Where tokens come from, with oauth2. Default: /oauth/token of api_base."),
    client_id: SecretReference.optional().describe("The caller's id, with oauth2."),
    client_secret: SecretReference.optional().describe("The caller's secret, with oauth2."),
    api_key: SecretReference.optional().describe("The key or token, with the other types."),
    orders_path: Path.default("/orders").describe("Where orders are made and read (docs/integrations.md)."),
    results_path: Path.default("/orders/{order_id}/results").describe("Where an order's results are."),
    ready_status: z
      .array(z.string().min(1))
      .min(1)
      .default(["ready", "completed", "final"])
      .describe("The states of an order whose results are there."),
    poll_minutes: z.number().int().min(1).max(1440).default(30).describe("How often an open order is looked at."),
    poll_days: z.number().int().min(1).max(90).default(14).describe("How long an open order is looked at."),
  }),
} as const;

export type HealthcareItConfig = z.output<typeof healthcareIt.config>;
