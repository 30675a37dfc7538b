import type { IncomingMessage } from "node:http";
import { createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from "jose";

/** Who may call a door: a service account of ours, with a token made for this door. */
export interface ExpectedCaller {
  /** What the push subscription or the task names as its audience. */
  readonly audience: string;
  /** The service account's e-mail. */
  readonly serviceAccount: string;
  /**
   * Cloud Run checks the token itself where only its invokers may call, and hands it on with this in place of the
   * signature (cloud.google.com/run/docs/troubleshooting). True takes such a token; never set it on a service that
   * anybody may call.
   */
  readonly behindCloudRunIam: boolean;
}

export type CallerCheck = (request: IncomingMessage) => Promise<boolean>;

const removedSignature = "SIGNATURE_REMOVED_BY_GOOGLE";
const googleKeys = "https://www.googleapis.com/oauth2/v3/certs";
const issuers = ["https://accounts.google.com", "accounts.google.com"];
const clockToleranceSeconds = 30;

/** Whether a request bears a Google-signed OIDC token of the expected service account for this audience. */
export function callerCheck(
  expected: ExpectedCaller,
  keys: Parameters<typeof jwtVerify>[1] = createRemoteJWKSet(new URL(googleKeys)),
): CallerCheck {
  async function claimsOf(token: string): Promise<JWTPayload | undefined> {
    if (expected.behindCloudRunIam && token.endsWith(`.${removedSignature}`)) {
      const claims = decodeJwt(token);
      const fits = claims.aud === expected.audience && issuers.includes(claims.iss ?? "");
      const fresh = (claims.exp ?? 0) > Date.now() / 1000 - clockToleranceSeconds;
      return fits && fresh ? claims : undefined;
    }
    const { audience } = expected;
    return (await jwtVerify(token, keys, { audience, issuer: issuers, clockTolerance: clockToleranceSeconds })).payload;
  }

  return async (request) => {
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || !token) return false;
    try {
      const claims = await claimsOf(token);
      return claims?.email === expected.serviceAccount && claims.email_verified === true;
    } catch (error) {
      // The token is not one of theirs; when Google's keys could not be fetched the caller comes again.
      if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) return false;
      throw error;
    }
  };
}
