import { createECDH, createHash, createPrivateKey, type KeyObject } from "node:crypto";

/**
 * The credentials that the sandbox accepts from local accounts, and the secrets that sign its webhooks. They never
 * change, because a data directory keeps the secrets of its first start.
 */
export const sandboxMeta = {
  accessToken: "sandbox-meta-access-token",
  appSecret: "sandbox-meta-app-secret",
  verifyToken: "sandbox-meta-verify-token",
} as const;

export const sandboxRazorpay = {
  keyId: "rzp_test_sandbox0000000",
  keySecret: "sandbox-razorpay-key-secret",
  webhookSecret: "sandbox-razorpay-webhook-secret",
} as const;

/** Derives a P-256 key from a text, so that the repository contains nothing that looks like a private key. */
function sendGridKeys(): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(createHash("sha256").update("sandbox-sendgrid-event-webhook").digest());
  const point = curve.getPublicKey();
  const part = (bytes: Buffer) => bytes.toString("base64url");
  const [x, y, d] = [part(point.subarray(1, 33)), part(point.subarray(33)), part(curve.getPrivateKey())];
  const privateKey = createPrivateKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y, d } });
  // A SubjectPublicKeyInfo of P-256: its fixed header (RFC 5480), then the point.
  const head = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");
  return { privateKey, publicKey: Buffer.concat([head, point]).toString("base64") };
}

const { privateKey, publicKey } = sendGridKeys();

export const sandboxSendGrid = {
  /** Has the form SG.<22>.<43>. SendGrid's client warns about any other form. */
  apiKey: "SG.sandboxsandboxsandbox0.sandboxsandboxsandboxsandboxsandboxsandbox0",
  /** Base64 of DER, as SendGrid's settings page shows it. */
  webhookPublicKey: publicKey,
  /** The token in Inbound Parse's URL: `?token=…`. */
  inboundToken: "sandbox-sendgrid-inbound-token",
  webhookPrivateKey: privateKey,
} as const;

export const sandboxZendesk = {
  apiKey: "sandboxZendeskApiTokenOfFortyCharacters0",
  webhookSecret: "sandbox-zendesk-webhook-signing-secret",
} as const;

export const sandboxGoogle = {
  clientId: "sandbox-google-client-id.apps.googleusercontent.com",
  clientSecret: "sandbox-google-client-secret",
  refreshToken: "sandbox-google-refresh-token",
} as const;

/** The client credentials that the tenant's own API accepts at its token endpoint. */
export const sandboxTenant = {
  oauthId: "sandbox-client-oauth-id",
  oauthSecret: "sandbox-client-oauth-secret",
} as const;

export const sandboxHubSpot = { accessToken: "pat-na1-sandbox-hubspot-private-app" } as const;

/** The token of a tenant, and the agency's app with its installation. Its private key is in github/app-key.ts. */
export const sandboxGitHub = {
  token: "github_pat_sandbox",
  appId: "123456",
  installationId: "7654321",
  repository: "agency/agent-platform",
  webhookSecret: "sandbox-github-webhook-secret",
} as const;

export const sandboxAnalytics = { measurementId: "G-SANDBOX123", apiSecret: "sandbox-analytics-api-secret" } as const;

/** An integration key of PagerDuty has 32 characters. */
export const sandboxPagerDuty = { routingKey: "sandboxpagerdutyroutingkey000000" } as const;

export const sandboxSlack = { webhookUrl: "https://hooks.slack.com/services/TSANDBOX/BSANDBOX/sandbox" } as const;

export const sandboxStripe = { secretKey: "sk_test_sandbox" } as const;

export const sandboxPlaces = { apiKey: "AIzaSandboxPlacesApiKey0000000000000000" } as const;

/** The token of the agency's app, and its professional account on Instagram, which looks at other accounts. */
export const sandboxGraph = {
  accessToken: "EAAsandboxResearchAccessToken",
  instagramAccountId: "17841400000000001",
} as const;
