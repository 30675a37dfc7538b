import { hash } from "node:crypto";
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import { platformScope, TenantId } from "../../platform/tenant.ts";
import { type Caller, type Role, roles } from "./identity.ts";
import { unauthorized } from "./unauthorized.ts";

/** The platform's secret that signs tokens when no identity provider is configured. */
export const jwtSecretName = "JWT_SECRET";

/** RFC 7518 section 3.2: an HS256 key must have at least the 256 bits of the hash. */
const minSecretBytes = 32;
const clockToleranceSeconds = 30;
const secretCacheMs = 60_000;
const maxCachedTokens = 10_000;

/** The issuer of tokens: an identity provider (`jwksUrl`), or this product when it is absent. */
export interface TokenOptions {
  readonly keys: Keys;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  readonly jwksUrl?: string | undefined;
  readonly now: () => Date;
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  client_id: TenantId,
  roles: z.array(z.string()).min(1),
  exp: z.number(),
});

type Verify = (token: string) => Promise<JWTPayload>;

/**
 * Verifies bearer tokens: signature by a pinned algorithm, expiry, and issuer and audience where configured. A verified
 * token is cached by its hash until it expires, so that a repeat costs microseconds.
 * @throws Problem 401 `token-expired` or `token-invalid`.
 */
export function tokenVerifier(options: TokenOptions): (token: string) => Promise<Caller> {
  const verify = options.jwksUrl === undefined ? bySecret(options) : byKeySet(options, options.jwksUrl);
  const verified = new LRUCache<string, { identity: Caller; expiresAtMs: number }>({ max: maxCachedTokens });

  return async (token) => {
    const tokenHash = hash("sha256", token, "base64url");
    const known = verified.get(tokenHash);
    if (known !== undefined && known.expiresAtMs > options.now().getTime()) return known.identity;
    const claims = readClaims(await verify(token).catch(refuse));
    const identity = identityOf(claims);
    verified.set(tokenHash, { identity, expiresAtMs: claims.exp * 1000 });
    return identity;
  };
}

/**
 * A self-issued token, signed with the platform's secret.
 * @throws Error when the secret is missing or too short.
 */
export async function issueToken(
  options: Pick<TokenOptions, "keys" | "issuer" | "audience" | "now">,
  claims: {
    readonly subject: string;
    readonly tenantId: TenantId;
    readonly roles: readonly Role[];
    readonly lifetimeSeconds: number;
  },
): Promise<string> {
  const issuedAt = Math.floor(options.now().getTime() / 1000);
  const token = new SignJWT({ client_id: claims.tenantId, roles: claims.roles })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(claims.subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + claims.lifetimeSeconds);
  if (options.issuer !== undefined) token.setIssuer(options.issuer);
  if (options.audience !== undefined) token.setAudience(options.audience);
  return token.sign(await readSecret(options.keys));
}

function bySecret(options: TokenOptions): Verify {
  let secret: { readonly value: Promise<Uint8Array>; readonly readAtMs: number } | undefined;
  return async (token) => {
    const nowMs = options.now().getTime();
    if (secret === undefined || nowMs - secret.readAtMs > secretCacheMs)
      secret = { value: readSecret(options.keys), readAtMs: nowMs };
    try {
      const { payload } = await jwtVerify(token, await secret.value, {
        ...verifyOptions(options),
        algorithms: ["HS256"],
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) secret = undefined;
      throw error;
    }
  };
}

function byKeySet(options: TokenOptions, jwksUrl: string): Verify {
  const keySet = createRemoteJWKSet(new URL(jwksUrl));
  // Asymmetric algorithms only. With a public key as the secret, anyone could sign HS256 (RFC 8725 section 2.1).
  const algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
  return async (token) => (await jwtVerify(token, keySet, { ...verifyOptions(options), algorithms })).payload;
}

function verifyOptions(options: TokenOptions): JWTVerifyOptions {
  return {
    requiredClaims: ["sub", "exp"],
    clockTolerance: clockToleranceSeconds,
    currentDate: options.now(),
    ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
    ...(options.audience === undefined ? {} : { audience: options.audience }),
  };
}

/** @throws Error when the platform's secret is missing or too short. */
export async function readSecret(keys: Keys): Promise<Uint8Array> {
  const secret = new TextEncoder().encode((await keys.secret(platformScope, jwtSecretName)) ?? "");
  if (secret.length >= minSecretBytes) return secret;
  throw new Error(
    `The platform's secret ${jwtSecretName} must have at least ${minSecretBytes} bytes; it has ${secret.length}. ` +
      "Set it, or set JWT_JWKS_URL to trust an identity provider.",
  );
}

function readClaims(payload: JWTPayload): z.infer<typeof Claims> {
  const claims = Claims.safeParse(payload);
  if (claims.success) return claims.data;
  const names = [...new Set(claims.error.issues.map((issue) => String(issue.path[0])))].join(", ");
  throw unauthorized("token-invalid", `The token's claims are invalid: ${names}.`);
}

function identityOf(claims: z.infer<typeof Claims>): Caller {
  const known = roles.filter((role) => claims.roles.includes(role));
  return { subject: claims.sub, tenantId: claims.client_id, roles: known, rateKey: `sub:${claims.sub}` };
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired)
    throw unauthorized("token-expired", "The token has expired. Request a new one.", error);
  const ours = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError);
  if (ours) throw error;
  throw unauthorized("token-invalid", "The token is invalid or its issuer is not trusted.", error);
}
