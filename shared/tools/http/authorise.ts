import { z } from "zod";
import { readBounded } from "../../outbound/bounded-body.ts";
import type { OutboundRequest } from "../../outbound/outbound-request.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { keyedQueue } from "../../runtime/keyed-queue.ts";
import { jsonOf } from "../../schema/json-of.ts";
import { secretName } from "../../security/secrets/secret-reference.ts";
import type { ToolDependencies } from "../tool.ts";
import { type HttpConfig, isOauth2 } from "./http-config.ts";

export interface Authorise {
  (tenantId: TenantId, headers: Headers, signal: AbortSignal): Promise<void>;
  /** After a 401: the next call gets a new token. False where there is none to renew. */
  renew(tenantId: TenantId): boolean;
}

/** How a service knows its caller. */
export type AuthorisationConfig = Pick<
  HttpConfig,
  "endpoint" | "auth_type" | "secret" | "api_key_header" | "token_url" | "oauth_client_id" | "scopes" | "timeout_ms"
>;

const defaultSecrets = {
  bearer: "CLIENT_API_TOKEN",
  api_key: "CLIENT_API_KEY",
  basic: "CLIENT_API_CREDENTIALS",
  oauth2: "CLIENT_OAUTH_SECRET",
  oauth2_client_credentials: "CLIENT_OAUTH_SECRET",
} as const;

/**
 * Adds the tenant's credentials to a request. Secrets are read for each call, so a rotated one is used at once.
 * @throws TerminalError `secret-missing`, or `authorisation-refused` when the token endpoint grants no token.
 */
export function createAuthorise(
  config: AuthorisationConfig,
  dependencies: Pick<ToolDependencies, "secret">,
  outbound: OutboundRequest,
): Authorise {
  const { auth_type } = config;
  if (auth_type === "none") return Object.assign(async () => undefined, { renew: () => false });
  const name = config.secret === undefined ? defaultSecrets[auth_type] : secretName(config.secret);
  const token = isOauth2(auth_type) ? createTokenSource(config, dependencies, outbound) : null;
  const authorise = async (tenantId: TenantId, headers: Headers, signal: AbortSignal) => {
    const secret = await dependencies.secret(tenantId, name);
    if (auth_type === "api_key") headers.set(config.api_key_header, secret);
    else if (auth_type === "basic") headers.set("authorization", `Basic ${Buffer.from(secret).toString("base64")}`);
    else headers.set("authorization", `Bearer ${token ? await token.current(tenantId, secret, signal) : secret}`);
  };
  return Object.assign(authorise, { renew: (tenantId: TenantId) => token?.forget(tenantId) ?? false });
}

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(300) });

/** Tokens of the client credentials grant (RFC 6749, section 4.4), cached until a minute before they expire, or half their time. */
function createTokenSource(
  config: AuthorisationConfig,
  { secret }: Pick<ToolDependencies, "secret">,
  outbound: OutboundRequest,
) {
  const idName = config.oauth_client_id === undefined ? "CLIENT_OAUTH_ID" : secretName(config.oauth_client_id);
  const inTurn = keyedQueue();
  const cache = new Map<TenantId, { readonly token: string; readonly secret: string; readonly until: number }>();
  return { current, forget: (tenantId: TenantId) => cache.delete(tenantId) };

  /** Calls that need a token at the same moment wait for each other, so that one is granted. */
  function current(tenantId: TenantId, clientSecret: string, signal: AbortSignal): Promise<string> {
    return inTurn(tenantId, () => cachedOrNew(tenantId, clientSecret, signal));
  }

  async function cachedOrNew(tenantId: TenantId, clientSecret: string, signal: AbortSignal): Promise<string> {
    const cached = cache.get(tenantId);
    if (cached !== undefined && cached.secret === clientSecret && performance.now() < cached.until) return cached.token;
    const clientId = await secret(tenantId, idName);
    const { response, text } = await ask(clientId, clientSecret, signal);
    if (response.status === 429 || response.status >= 500)
      throw new RetryableError("authorisation-failed", `The token endpoint answered ${response.status}.`);
    const answer = response.ok ? TokenAnswer.safeParse(jsonOf(text ?? "")) : undefined;
    if (!answer?.success)
      throw new TerminalError("authorisation-refused", `The token endpoint granted no token (${response.status}).`);
    const { access_token, expires_in } = answer.data;
    cache.set(tenantId, {
      token: access_token,
      secret: clientSecret,
      until: performance.now() + Math.max(expires_in - 60, expires_in / 2) * 1000,
    });
    return access_token;
  }

  async function ask(clientId: string, clientSecret: string, signal: AbortSignal) {
    const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    try {
      return await withDeadline(config.timeout_ms, signal, async (limited) => {
        const response = await outbound(new URL(config.token_url ?? config.endpoint), {
          method: "POST",
          headers: new Headers({
            authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
            "content-type": "application/x-www-form-urlencoded",
          }),
          body: new URLSearchParams({
            grant_type: "client_credentials",
            ...(config.scopes.length > 0 ? { scope: config.scopes.join(" ") } : {}),
          }).toString(),
          signal: limited,
        });
        return { response, text: await readBounded(response, 64 * 1024) };
      });
    } catch (cause) {
      if (cause instanceof TerminalError || cause instanceof RetryableError) throw cause;
      throw new RetryableError("authorisation-failed", "The token endpoint did not answer.", { cause });
    }
  }
}
