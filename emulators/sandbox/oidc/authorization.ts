import { hash } from "node:crypto";
import { type Answer, reply } from "../../http.ts";
import { sandboxOidc } from "../credentials.ts";

/** What a client asked for, which its code is later held against. */
export interface Authorization {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly challenge: string;
}

/** The parameters of an authorization request, or the answer that refuses it. */
export function readAuthorization(query: URLSearchParams, issuer: string): Authorization | Response {
  const redirectUri = query.get("redirect_uri") ?? "";
  // To an address that is not registered nobody is sent back, whatever else is wrong (RFC 6749, section 4.1.2.1).
  if (query.get("client_id") !== sandboxOidc.clientId) return page(400, "<h1>Unknown client</h1>");
  if (!isRegistered(redirectUri)) return page(400, "<h1>The redirect URI is not registered</h1>");
  const state = query.get("state");
  const refuse = (error: string) => sendBack(redirectUri, { error, state, iss: issuer });
  if (query.get("response_type") !== "code") return refuse("unsupported_response_type");
  if (!(query.get("scope") ?? "").split(" ").includes("openid")) return refuse("invalid_scope");
  const challenge = query.get("code_challenge") ?? "";
  if (query.get("code_challenge_method") !== "S256" || !/^[\w-]{43}$/.test(challenge)) return refuse("invalid_request");
  return { redirectUri, state, nonce: query.get("nonce"), challenge };
}

export function fitsChallenge(verifier: string, challenge: string): boolean {
  return hash("sha256", verifier, "base64url") === challenge;
}

/** Sends the browser back to the client. */
export function sendBack(redirectUri: string, answer: Readonly<Record<string, string | null>>): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(name, value);
  return new Response(null, { status: 303, headers: { location: url.href } });
}

/** Where a person says who they are. The stand-in believes everybody. */
export function loginPage(search: string): Response {
  const action = search.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return page(
    200,
    `<h1>Sandbox identity provider</h1>
    <form method="post" action="?${action}">
      <p><label>E-mail <input type="email" name="email" required autofocus></label></p>
      <p><label><input type="checkbox" name="unverified"> not verified</label></p>
      <p><button>Continue</button> <button name="deny" value="yes" formnovalidate>Deny</button></p>
    </form>`,
  );
}

/** An error of the token endpoint (RFC 6749, section 5.2). */
export function tokenError(status: number, error: string): Answer {
  const headers = status === 401 ? { "www-authenticate": 'Basic realm="sandbox"' } : {};
  return { status, body: { error }, headers: { ...headers, "cache-control": "no-store" } };
}

/** As an installed client's: any port of this machine (RFC 8252, section 7.3). */
function isRegistered(redirectUri: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|localhost):\d+\/console\/sign-in$/.test(redirectUri);
}

function page(status: number, body: string): Response {
  const html = `<!doctype html><html lang="en"><head><title>Sign in</title></head><body>${body}</body></html>`;
  return reply({ status, body: Buffer.from(html), headers: { "content-type": "text/html; charset=utf-8" } });
}
