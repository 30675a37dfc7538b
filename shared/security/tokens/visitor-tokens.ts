import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import { TenantId } from "../../platform/tenant.ts";
import { readSecret } from "./tokens.ts";
import { unauthorized } from "./unauthorized.ts";

/** A visitor of a tenant's web page, who may only chat in their own session. */
export interface Visitor {
  readonly tenantId: TenantId;
  readonly sessionId: string;
}

/** `chat` opens the session's conversation. `resume` is only exchanged for new tokens when the browser returns. */
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
 * Tokens for visitors, signed with the platform's secret whatever issues operators' tokens. They carry no role. Each
 * use has its own type and audience (RFC 8725, 3.11 and 3.12). The API rejects them all, and neither is valid for the
 * other use.
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
      if (!claims.success) throw unauthorized("token-invalid", "The token is not a visitor token.");
      return { tenantId: claims.data.client_id, sessionId: claims.data.sub };
    },
  };
}

function typeOf(use: Use): string {
  return `visitor-${use}+jwt`;
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired)
    throw unauthorized("token-expired", "The token has expired. Request a new one.", error);
  if (!(error instanceof errors.JOSEError)) throw error;
  throw unauthorized("token-invalid", "The token is not a valid visitor token.", error);
}
