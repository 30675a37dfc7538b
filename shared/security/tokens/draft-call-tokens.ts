import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Keys } from "../../platform/keys.ts";
import { TenantId } from "../../platform/tenant.ts";
import { readSecret } from "./tokens.ts";
import { unauthorized } from "./unauthorized.ts";

/** Who calls the agent of a draft: one person of the client, in one session of the draft's sandbox. */
export interface DraftCaller {
  /** The client that the draft belongs to. */
  readonly owner: TenantId;
  readonly draftId: string;
  readonly sandbox: TenantId;
  readonly sessionId: string;
  /** The subject that the API knows the person by. */
  readonly by: string;
}

export const draftCallType = "draft-call+jwt";

/** A call that goes on fetches the next one as its person, so a person who loses the right to test is cut off with it. */
const lifetimeMs = 5 * 60_000;

const Claims = z.object({
  sub: z.string().min(1),
  client_id: TenantId,
  draft: z.string().min(1),
  sandbox: TenantId,
  session: z.string().min(1).max(200),
});

/**
 * Tokens for calls to drafts. One opens a call in one session of one draft's sandbox and nothing else: the API refuses it, and
 * the socket opens no chat with it (RFC 8725, 3.11 and 3.12).
 */
export function draftCallTokens({ keys, now }: { readonly keys: Keys; readonly now: () => Date }) {
  return {
    /** Valid for five minutes, and no longer than the draft lasts. */
    async issue(caller: DraftCaller, draftEndsAt: Date): Promise<{ readonly token: string; readonly expiresAt: Date }> {
      const issuedAt = now();
      const expiresAt = new Date(Math.min(issuedAt.getTime() + lifetimeMs, draftEndsAt.getTime()));
      const { owner: client_id, draftId: draft, sandbox, sessionId: session } = caller;
      const token = await new SignJWT({ client_id, draft, sandbox, session })
        .setProtectedHeader({ alg: "HS256", typ: draftCallType })
        .setSubject(caller.by)
        .setAudience(draftCallType)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(await readSecret(keys));
      return { token, expiresAt };
    },

    /** @throws Problem 401 `token-expired` or `token-invalid` */
    async verify(token: string): Promise<DraftCaller> {
      const checks = {
        algorithms: ["HS256"],
        typ: draftCallType,
        audience: draftCallType,
        requiredClaims: ["sub", "exp"],
      };
      const { payload } = await jwtVerify(token, await readSecret(keys), { ...checks, currentDate: now() }).catch(
        refuse,
      );
      const claims = Claims.safeParse(payload);
      if (!claims.success) throw unauthorized("token-invalid", "The token is not a token for a test call.");
      const { client_id: owner, draft: draftId, sandbox, session: sessionId, sub: by } = claims.data;
      return { owner, draftId, sandbox, sessionId, by };
    },
  };
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired)
    throw unauthorized("token-expired", "The token has expired. Request a new one.", error);
  if (!(error instanceof errors.JOSEError)) throw error;
  throw unauthorized("token-invalid", "The token is not a valid token for a test call.", error);
}
