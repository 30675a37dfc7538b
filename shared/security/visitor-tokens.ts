import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Keys } from "../platform/keys.ts";
import { TenantId } from "../platform/tenant.ts";
import { readSecret } from "./tokens.ts";
import { unauthorized } from "./unauthorized.ts";

/** Someone on a tenant's web page: may chat in their own session, and do nothing else. */
export interface Visitor {
  readonly tenantId: TenantId;
  readonly sessionId: string;
}

/** `chat` opens the session's conversation; `resume` is only changed for new ones, when the browser comes back. */
type Use = "chat" | "resume";

export interface VisitorTokens {
  issue(visitor: Visitor, use: Use): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /** @throws Problem 401 `token-expired` or `token-invalid`. */
  verify(token: string, use: Use): Promise<Visitor>;
}

const lifetimeSeconds: Readonly<Record<Use, number>> = { chat: 30 * 60, resume: 90 * 24 * 3_600 };
const clockToleranceSeconds = 30;

const Claims = z.object({ sub: z.string().min(1).max(100), client_id: TenantId });

/**
 * Tokens for visitors, signed with the platform's secret wherever operators' tokens come from. They carry no role, and
 * each use has a type and an audience of its own (RFC 8725, 3.11 and 3.12): the API takes none of them, and none passes
 * for the other.
 */
export function visitorTokens({ keys, now }: { readonly keys: Keys; readonly now: () => Date }): VisitorTokens {
  return {
    async issue({ tenantId, sessionId }, use) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const expires = issuedAt + lifetimeSeconds[use];
      const token = await new SignJWT({ client_id: tenantId })
        .setProtectedHeader({ alg: "HS256", typ: typeOf(use) })
        .setSubject(sessionId)
        .setAudience(typeOf(use))
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(await readSecret(keys));
      return { token, expiresAt: new Date(expires * 1000) };
    },

    async verify(token, use) {
      const checks = {
        algorithms: ["HS256"],
        typ: typeOf(use),
        audience: typeOf(use),
        requiredClaims: ["sub", "exp"],
        clockTolerance: clockToleranceSeconds,
        currentDate: now(),
      };
      const { payload } = await jwtVerify(token, await readSecret(keys), checks).catch(refuse);
      const claims = Claims.safeParse(payload);
      if (!claims.success) throw unauthorized("token-invalid", "The token is not a visitor's.");
      return { tenantId: claims.data.client_id, sessionId: claims.data.sub };
    },
  };
}

function typeOf(use: Use): string {
  return `visitor-${use}+jwt`;
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired)
    throw unauthorized("token-expired", "The token has expired: ask for a new one.", error);
  if (!(error instanceof errors.JOSEError)) throw error;
  throw unauthorized("token-invalid", "The token is not one we gave a visitor.", error);
}
