import type { ApiKeys } from "./api-keys.ts";
import type { Caller } from "./identity.ts";
import { unauthorized } from "./unauthorized.ts";

interface Credentials {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
}

/** The caller's identity. @throws Problem 401 with a challenge. */
export type Authenticate = (credentials: Credentials) => Promise<Caller>;

/** Accepts `X-Api-Key` or `Authorization: Bearer` with a token, never both, because the choice would be ambiguous. */
export function authenticator(options: {
  readonly verifyToken: (token: string) => Promise<Caller>;
  readonly apiKeys: Pick<ApiKeys, "verify">;
}): Authenticate {
  return async ({ authorization, apiKey }) => {
    if (authorization !== undefined && apiKey !== undefined)
      throw unauthorized("identity-ambiguous", "Send either Authorization or X-Api-Key, not both.");
    if (apiKey !== undefined) return options.apiKeys.verify(apiKey);
    if (authorization === undefined)
      throw unauthorized("identity-missing", "Send Authorization: Bearer <token>, or X-Api-Key.");
    const [, token] = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization) ?? [];
    if (token === undefined) throw unauthorized("token-invalid", "Authorization must be: Bearer <token>.");
    return options.verifyToken(token);
  };
}
