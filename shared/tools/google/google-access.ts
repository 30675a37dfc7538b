import type { OAuth2Client } from "google-auth-library";
import { z } from "zod";
import type { TenantId } from "../../platform/tenant.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";

/** The names of a tenant's secrets that open its Google account: a service account's key, or an OAuth refresh token. */
export type GoogleSecrets =
  | { readonly type: "service_account"; readonly key: string }
  | {
      readonly type: "refresh_token";
      readonly token: string;
      readonly clientId: string;
      readonly clientSecret: string;
    };

export interface GoogleAccessDependencies {
  /** @throws TerminalError `secret-missing` */
  secret(tenantId: TenantId, name: string): Promise<string>;
  readonly fetch: typeof fetch;
  /** Replaces Google's origins, for a stand-in. */
  readonly baseUrl?: string | undefined;
}

const ServiceAccount = z.object({ client_email: z.string().min(1), private_key: z.string().min(1) });

/**
 * Access tokens of tenants' Google accounts, by Google's own client, which keeps each until it expires. Secrets are read
 * for each call, so a rotated one is used at once. `forget` makes the next call ask for a new token.
 * @throws TerminalError `google-refused`, RetryableError `google-unavailable`
 */
export function googleAccess(secrets: GoogleSecrets, scopes: readonly string[], deps: GoogleAccessDependencies) {
  const clients = new Map<TenantId, { readonly given: string; readonly client: OAuth2Client }>();

  async function clientFor(tenantId: TenantId): Promise<OAuth2Client> {
    const names =
      secrets.type === "service_account" ? [secrets.key] : [secrets.token, secrets.clientId, secrets.clientSecret];
    const values = await Promise.all(names.map((name) => deps.secret(tenantId, name)));
    const given = values.join("\n");
    const known = clients.get(tenantId);
    if (known?.given === given) return known.client;
    const { JWT, UserRefreshClient } = await import("google-auth-library");
    const transporterOptions = { fetchImplementation: redirected(deps), retry: false };
    let client: OAuth2Client;
    if (secrets.type === "service_account") {
      const { client_email: email, private_key: key } = readKey(values[0] ?? "", secrets.key);
      client = new JWT({ email, key, scopes: [...scopes], transporterOptions });
    } else {
      const [refreshToken = "", clientId = "", clientSecret = ""] = values;
      client = new UserRefreshClient({ refreshToken, clientId, clientSecret, transporterOptions });
    }
    clients.set(tenantId, { given, client });
    return client;
  }

  return {
    forget: (tenantId: TenantId) => void clients.delete(tenantId),
    async token(tenantId: TenantId): Promise<string> {
      const client = await clientFor(tenantId);
      const { token } = await client.getAccessToken().catch((cause: unknown) => {
        clients.delete(tenantId);
        throw tokenFailure(cause);
      });
      if (!token) throw new TerminalError("google-refused", "Google granted no token.");
      return token;
    },
  };
}

function readKey(text: string, name: string): z.output<typeof ServiceAccount> {
  try {
    return ServiceAccount.parse(JSON.parse(text));
  } catch (cause) {
    throw new TerminalError("google-refused", `The secret ${name} is not the JSON key of a service account.`, {
      cause,
    });
  }
}

/** Google's client has its addresses built in. A stand-in is reached by replacing the origin of each request. */
function redirected({ fetch, baseUrl }: GoogleAccessDependencies): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return fetch(baseUrl === undefined ? url : `${baseUrl}${url.pathname}${url.search}`, init);
  };
}

const Refused = z.object({ response: z.object({ status: z.number() }) });

function tokenFailure(cause: unknown): Error {
  const status = Refused.safeParse(cause).data?.response.status;
  // A key that cannot sign has no status either, and no network error's code.
  const isNetwork = typeof cause === "object" && cause !== null && "code" in cause && "config" in cause;
  if (status === undefined ? isNetwork : status === 429 || status >= 500)
    return new RetryableError("google-unavailable", "Google's token endpoint did not answer.", { cause });
  return new TerminalError("google-refused", `Google granted no token (${status ?? "the key cannot be used"}).`, {
    cause,
  });
}
