import { createVerify } from "node:crypto";
import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { objectOf, parseJson, textOf } from "../../json.ts";
import { sandboxGoogle } from "../credentials.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { calendarEvents } from "./calendar-events.ts";
import { googleError, googleFailure, tokenError } from "./errors.ts";

const tokenSeconds = 3_599;

/**
 * Emulates Google's token endpoint and Calendar. Tokens are granted for the sandbox's refresh token, and for assertions of
 * service accounts that a test has named with their public key. They end after an hour, or when a control revokes them.
 *
 * Controls under /_sandbox/google: `POST /service-accounts {client_email, public_key}`; `POST /revoke` ends all tokens;
 * `POST /events {calendar, …event}` adds an event as a person does; `GET /events`; `GET /tokens` counts those granted.
 */
export function google(context: ProviderContext): Provider {
  const events = calendarEvents();
  const accounts = new Map<string, string>();
  const tokens = new Map<string, number>();
  let granted = 0;

  function grant(): Answer {
    granted += 1;
    const access_token = `ya29.sandbox-${granted}`;
    tokens.set(access_token, context.now().getTime() + tokenSeconds * 1_000);
    return { status: 200, body: { access_token, expires_in: tokenSeconds, token_type: "Bearer" } };
  }

  function token({ body }: ProviderRequest): Answer {
    const form = objectOf(body);
    if (form.grant_type === "urn:ietf:params:oauth:grant-type:jwt-bearer") return byAssertion(textOf(form.assertion));
    if (form.grant_type !== "refresh_token")
      return tokenError(400, "unsupported_grant_type", "Invalid grant_type: the sandbox plays two.");
    const { clientId, clientSecret, refreshToken } = sandboxGoogle;
    if (form.client_id !== clientId || form.client_secret !== clientSecret)
      return tokenError(401, "invalid_client", "The OAuth client was not found.");
    return form.refresh_token === refreshToken
      ? grant()
      : tokenError(400, "invalid_grant", "Token has been expired or revoked.");
  }

  function byAssertion(assertion: string): Answer {
    const [head = "", payload = "", signature = ""] = assertion.split(".");
    const claims = objectOf(parseJson(Buffer.from(payload, "base64url").toString()));
    const key = accounts.get(textOf(claims.iss));
    if (key === undefined) return tokenError(400, "invalid_grant", "Invalid grant: account not found");
    const verify = createVerify("RSA-SHA256").update(`${head}.${payload}`);
    if (!verify.verify(key, signature, "base64url")) return tokenError(400, "invalid_grant", "Invalid JWT Signature.");
    if (claims.aud !== "https://oauth2.googleapis.com/token" || textOf(claims.scope) === "")
      return tokenError(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.");
    return grant();
  }

  function isAuthenticated({ headers }: ProviderRequest): boolean {
    const until = tokens.get((headers.authorization ?? "").replace(/^Bearer /, ""));
    return until !== undefined && context.now().getTime() < until;
  }

  const app = new Hono<ProviderEnv>();
  app.post("/token", (c) => reply(token(c.var.request)));
  app.use("/calendar/*", async (c, next) => {
    if (isAuthenticated(c.var.request)) return next();
    return reply(googleError(401, "authError", "Invalid Credentials"));
  });
  const path = "/calendar/v3/calendars/:calendar/events";
  app.get(path, (c) => reply(events.list(c.req.param("calendar"), c.var.request.query)));
  app.post(path, (c) => reply(events.insert(c.req.param("calendar"), c.var.request.body)));
  app.patch(`${path}/:id`, (c) => reply(events.patch(c.req.param("calendar"), c.req.param("id"), c.var.request.body)));
  app.delete(`${path}/:id`, (c) => reply(events.remove(c.req.param("calendar"), c.req.param("id"))));
  app.all("*", () => reply(googleError(404, "notFound", "Not Found")));

  const controls = new Hono<ProviderEnv>();
  controls.post("/service-accounts", (c) => {
    const { client_email, public_key } = objectOf(c.var.request.body);
    accounts.set(textOf(client_email), textOf(public_key));
    return reply({ status: 201, body: { accounts: accounts.size } });
  });
  controls.post("/revoke", () => {
    tokens.clear();
    return reply({ status: 200, body: { revoked: true } });
  });
  controls.post("/events", (c) => {
    const { calendar, ...event } = objectOf(c.var.request.body);
    return reply(events.insert(textOf(calendar), event));
  });
  controls.get("/events", () => reply({ status: 200, body: events.all() }));
  controls.get("/tokens", () => reply({ status: 200, body: { granted } }));

  return {
    name: "google",
    app,
    controls,
    failure: googleFailure,
    reset() {
      events.clear();
      accounts.clear();
      tokens.clear();
      granted = 0;
    },
  };
}
