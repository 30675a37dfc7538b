import type { IncomingMessage } from "node:http";
import { createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from "jose";

/** The one authorized caller of an endpoint: our service account, with a token issued for this endpoint. */
export interface ExpectedCaller {
  /** The audience that the push subscription or the task names. */
  readonly audience: string;
  /** The service account's e-mail. */
  readonly serviceAccount: string;
  /**
   * Cloud Run verifies the token itself on services that only its invokers may call. It then forwards the token with
   * this text in place of the signature (cloud.google.com/run/docs/troubleshooting). True accepts such a token; never
   * set it on a public service.
   */
  readonly behindCloudRunIam: boolean;
}

export type CallerCheck = (request: IncomingMessage) => Promise<boolean>;

const removedSignature = "SIGNATURE_REMOVED_BY_GOOGLE";
const googleKeys = "https://www.googleapis.com/oauth2/v3/certs";
const issuers = ["https://accounts.google.com", "accounts.google.com"];
const clockToleranceSeconds = 30;

/** Whether a request carries a Google-signed OIDC token of the expected service account for this audience. */
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
      // The token is invalid. Any other error, such as a failed fetch of Google's keys, makes the caller retry.
      if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) return false;
      throw error;
    }
  };
}
