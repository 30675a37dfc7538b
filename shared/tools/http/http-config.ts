import { z } from "zod";
import { Endpoint } from "../../outbound/endpoint.ts";
import { SecretReference, secretReference } from "../../security/secrets/secret-reference.ts";
import { Bind } from "../binding/binding.ts";

const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "must be a header name");

/** How to call a tenant's HTTP endpoint: the settings shared by the kinds `api` and `custom`. */
export const httpConfig = {
  endpoint: Endpoint.describe("The address. `{order_id}` in it becomes an argument of the tool."),
  auth_type: z
    .literal(["none", "bearer", "api_key", "basic", "oauth2", "oauth2_client_credentials"])
    .default("none")
    .describe("How the endpoint knows the caller. oauth2: client credentials, for which the longer word stands too."),
  secret: SecretReference.optional().describe(
    `The token, key or password. Default: ${secretReference("CLIENT_API_TOKEN")} for bearer, ${secretReference("CLIENT_API_KEY")} for api_key, ${secretReference("CLIENT_API_CREDENTIALS")} (user:password) for basic, ${secretReference("CLIENT_OAUTH_SECRET")} for oauth2.`,
  ),
  api_key_header: HeaderName.default("X-Api-Key").describe("The header that carries the key, with api_key."),
  token_url: Endpoint.optional().describe("Where tokens come from. Needed with oauth2."),
  oauth_client_id: SecretReference.optional().describe(
    `The caller's id, with oauth2. Default: ${secretReference("CLIENT_OAUTH_ID")}.`,
  ),
  scopes: z.array(z.string().min(1)).default([]).describe("The scopes that are asked for, with oauth2."),
  idempotency: z
    .literal(["header", "none"])
    .default("none")
    .describe("header: the endpoint honours an Idempotency-Key header, so a call may be repeated after a crash."),
  side_effects: z
    .boolean()
    .optional()
    .describe("Whether a call changes something. Default: true for every method except GET."),
  bind: Bind,
  timeout_ms: z.number().int().min(100).max(60_000).default(10_000).describe("The longest call, in milliseconds."),
};

export const Method = z.literal(["GET", "POST", "PUT", "PATCH", "DELETE"]).describe("The method of the call.");

export type HttpConfig = z.output<z.ZodObject<typeof httpConfig & { method: typeof Method }>>;

/** Two words for one thing: configurations of older releases have the longer one. */
export function isOauth2(authType: string): boolean {
  return authType === "oauth2" || authType === "oauth2_client_credentials";
}

export function requireTokenUrl(
  config: { readonly auth_type: string; readonly token_url?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (isOauth2(config.auth_type) && config.token_url === undefined)
    context.addIssue({
      code: "custom",
      path: ["token_url"],
      message: `is required for ${config.auth_type}`,
      input: config,
    });
}
