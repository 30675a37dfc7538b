import { hash, randomBytes } from "node:crypto";
import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { type JsonObject, objectOf, textOf } from "../../json.ts";
import { sandboxOidc } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import {
  type Authorization,
  fitsChallenge,
  loginPage,
  readAuthorization,
  sendBack,
  tokenError,
} from "./authorization.ts";
import { signingKeys } from "./signing-keys.ts";

interface Account {
  readonly email: string;
  readonly verified: boolean;
}

interface Grant extends Account {
  readonly authorization: Authorization;
  readonly expiresAt: number;
}

/** What is unusual about the next ID token. */
interface NextToken {
  readonly claims?: JsonObject;
  /** With a key that the provider does not publish, or without any signature. */
  readonly signature?: "foreign" | "unsigned";
}

const codeMs = 60_000;
const tokenSeconds = 300;

/**
 * Emulates an OpenID Connect provider: discovery, the code flow with PKCE, RS256 ID tokens, its keys, userinfo. Whoever
 * opens its page signs in with any e-mail. A code works once, within a minute.
 *
 * Controls under /_sandbox/oidc: `POST /rotate` replaces the signing key; `POST /next-token {claims?, signature?}` changes the
 * next ID token (a claim that is null is left out); `POST /settings {replay: true}` lets codes work many times.
 */
export function oidc(context: ProviderContext): Provider {
  const keys = signingKeys();
  const grants = new Map<string, Grant>();
  const accounts = new Map<string, Account>();
  let nextToken: NextToken = {};
  let allowsReplay = false;
  const issuer = () => `${context.publicUrl()}/oidc`;

  function authorize({ query, body, method }: ProviderRequest): Response {
    const authorization = readAuthorization(query, issuer());
    if (authorization instanceof Response) return authorization;
    if (method === "GET") return loginPage(query.toString());
    const { redirectUri, state } = authorization;
    const form = objectOf(body);
    if (form.deny !== undefined) return sendBack(redirectUri, { error: "access_denied", state, iss: issuer() });
    const code = randomBytes(24).toString("base64url");
    const account = { email: textOf(form.email), verified: form.unverified === undefined };
    grants.set(code, { ...account, authorization, expiresAt: context.now().getTime() + codeMs });
    return sendBack(redirectUri, { code, state, iss: issuer() });
  }

  async function token({ headers, body }: ProviderRequest): Promise<Answer> {
    const form = objectOf(body);
    if (!isClient(headers.authorization)) return tokenError(401, "invalid_client");
    if (form.grant_type !== "authorization_code") return tokenError(400, "unsupported_grant_type");
    const code = textOf(form.code);
    const grant = grants.get(code);
    if (!allowsReplay) grants.delete(code);
    if (grant === undefined || grant.expiresAt < context.now().getTime()) return tokenError(400, "invalid_grant");
    const { authorization, email, verified } = grant;
    if (form.redirect_uri !== authorization.redirectUri) return tokenError(400, "invalid_grant");
    if (!fitsChallenge(textOf(form.code_verifier), authorization.challenge)) return tokenError(400, "invalid_grant");
    const accessToken = randomBytes(24).toString("base64url");
    accounts.set(accessToken, { email, verified });
    const { claims = {}, signature = "usual" } = nextToken;
    nextToken = {};
    const iat = Math.floor(context.now().getTime() / 1_000);
    const usual = {
      iss: issuer(),
      aud: sandboxOidc.clientId,
      iat,
      exp: iat + tokenSeconds,
      nonce: authorization.nonce,
    };
    const told = Object.entries({ ...usual, ...claimsOf(grant), ...claims }).filter(([, value]) => value !== null);
    const idToken = await keys.sign(Object.fromEntries(told), signature);
    const tokens = { access_token: accessToken, token_type: "Bearer", expires_in: tokenSeconds, id_token: idToken };
    return { status: 200, body: tokens, headers: { "cache-control": "no-store" } };
  }

  function userinfo({ headers }: ProviderRequest): Answer {
    const account = accounts.get(/^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "");
    if (account) return { status: 200, body: claimsOf(account) };
    return { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' } };
  }

  const app = new Hono<ProviderEnv>();
  app.get("/.well-known/openid-configuration", () => reply({ status: 200, body: metadata(issuer()) }));
  app.get("/jwks", async () => reply({ status: 200, body: await keys.keySet() }));
  app.get("/authorize", (c) => authorize(c.var.request));
  app.post("/authorize", (c) => authorize(c.var.request));
  app.post("/token", async (c) => reply(await token(c.var.request)));
  app.get("/userinfo", (c) => reply(userinfo(c.var.request)));
  app.all("*", () => reply({ status: 404, body: { error: "not_found" } }));

  const controls = new Hono<ProviderEnv>();
  const done = () => reply({ status: 200, body: {} });
  controls.post("/rotate", () => {
    keys.rotate();
    return done();
  });
  controls.post("/next-token", (c) => {
    nextToken = objectOf(c.var.request.body) as NextToken;
    return done();
  });
  controls.post("/settings", (c) => {
    allowsReplay = objectOf(c.var.request.body).replay === true;
    return done();
  });

  return {
    name: "oidc",
    app,
    controls,
    failure: (status) => ({ error: status >= 500 ? "server_error" : "invalid_request" }),
    reset() {
      grants.clear();
      accounts.clear();
      nextToken = {};
      allowsReplay = false;
    },
  };
}

/** OpenID Connect Discovery 1.0, section 3. */
function metadata(issuer: string): JsonObject {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "email"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  };
}

function claimsOf({ email, verified }: Account): JsonObject {
  return { sub: hash("sha256", email, "hex").slice(0, 32), email, email_verified: verified };
}

function isClient(authorization = ""): boolean {
  const [, encoded = ""] = authorization.split(" ");
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":").map(decodeURIComponent);
  return id === sandboxOidc.clientId && secret === sandboxOidc.clientSecret;
}
