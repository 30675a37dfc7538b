import { z } from "zod";
import { SecretReference } from "../../security/secret-reference.ts";
import { Endpoint } from "./endpoint.ts";

const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "must be a header name");

/** How to call a tenant's HTTP endpoint: the settings shared by the kinds `api` and `custom`. */
export const httpConfig = {
  endpoint: Endpoint,
  auth_type: z.literal(["none", "bearer", "api_key", "basic", "oauth2_client_credentials"]).default("none"),
  /**
   * Default `${CLIENT_API_TOKEN}` for bearer, `${CLIENT_API_KEY}` for api_key, `${CLIENT_API_CREDENTIALS}`
   * (`user:password`) for basic, `${CLIENT_OAUTH_SECRET}` for oauth2_client_credentials.
   */
  secret: SecretReference.optional(),
  api_key_header: HeaderName.default("X-Api-Key"),
  token_url: Endpoint.optional(),
  /** Default `${CLIENT_OAUTH_ID}`. */
  oauth_client_id: SecretReference.optional(),
  scopes: z.array(z.string().min(1)).default([]),
  /** `header`: the endpoint honours an `Idempotency-Key` header, so a call may be repeated after a crash. */
  idempotency: z.literal(["header", "none"]).default("none"),
  /** Whether a call has side effects. Default: true for every method except GET. */
  side_effects: z.boolean().optional(),
  timeout_ms: z.number().int().min(100).max(60_000).default(10_000),
};

export const Method = z.literal(["GET", "POST", "PUT", "PATCH", "DELETE"]);

export type HttpConfig = z.output<z.ZodObject<typeof httpConfig & { method: typeof Method }>>;

export function requireTokenUrl(
  config: { readonly auth_type: string; readonly token_url?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (config.auth_type === "oauth2_client_credentials" && config.token_url === undefined)
    context.addIssue({
      code: "custom",
      path: ["token_url"],
      message: "is required for oauth2_client_credentials",
      input: config,
    });
}
