import type { IncomingMessage } from "node:http";
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { callerCheck } from "./caller-identity.ts";

describe("the caller of an endpoint", () => {
  const expected = { audience: "https://turn.run.app", serviceAccount: "caller@demo.iam.gserviceaccount.com" };
  const claims = { email: expected.serviceAccount, email_verified: true };
  let google: CryptoKey;
  let keys: ReturnType<typeof createLocalJWKSet>;

  beforeAll(async () => {
    const pair = await generateKeyPair("RS256", { extractable: true });
    google = pair.privateKey;
    keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "google", alg: "RS256" }] });
  });

  const token = (
    given: JWTPayload = claims,
    { issuer = "https://accounts.google.com", audience = expected.audience, expires = "5m", key = google } = {},
  ) =>
    new SignJWT(given)
      .setProtectedHeader({ alg: "RS256", kid: "google" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(key);
  const isAuthorized = (authorization?: string, behindCloudRunIam = false) =>
    callerCheck({ ...expected, behindCloudRunIam }, keys)({ headers: { authorization } } as IncomingMessage);
  const unsigned = (jwt: string) => `Bearer ${jwt.slice(0, jwt.lastIndexOf("."))}.SIGNATURE_REMOVED_BY_GOOGLE`;

  test("is accepted with a Google token of the service account for this endpoint", async () => {
    expect(await isAuthorized(`Bearer ${await token()}`)).toBe(true);
  });

  test("is rejected without a token or with another scheme", async () => {
    expect(await isAuthorized()).toBe(false);
    expect(await isAuthorized("Basic eDp5")).toBe(false);
    expect(await isAuthorized("Bearer nonsense")).toBe(false);
  });

  test("is rejected when the endpoint, issuer or account differs, or the token is unverified, expired or forged", async () => {
    const forger = (await generateKeyPair("RS256")).privateKey;
    const wrong = [
      token(claims, { audience: "https://other.run.app" }),
      token(claims, { issuer: "https://evil.example" }),
      token({ ...claims, email: "someone@demo.iam.gserviceaccount.com" }),
      token({ ...claims, email_verified: false }),
      token(claims, { expires: "-5m" }),
      token(claims, { key: forger }),
    ];
    for (const jwt of wrong) expect(await isAuthorized(`Bearer ${await jwt}`)).toBe(false);
  });

  test("a token without the signature that Cloud Run removes is valid only behind its IAM and for this endpoint", async () => {
    expect(await isAuthorized(unsigned(await token()), false)).toBe(false);
    expect(await isAuthorized(unsigned(await token()), true)).toBe(true);
    expect(await isAuthorized(unsigned(await token(claims, { audience: "https://other.run.app" })), true)).toBe(false);
    expect(await isAuthorized(unsigned(await token(claims, { expires: "-5m" })), true)).toBe(false);
    expect(await isAuthorized(unsigned(await token({ ...claims, email: "x@y" })), true)).toBe(false);
  });
});
