import type { IncomingMessage } from "node:http";

/** Origins of web pages that may call the API from a browser; `*` for any. None: only pages of the same origin. */
export type AllowedOrigins = readonly string[];

const exposed = "X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed";
const accepted = "Authorization, X-Api-Key, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-Id";
const preflightKeptSeconds = 7200;

/** What lets the page that asks read the answer (fetch.spec.whatwg.org, 3.2). No cookies are used, so none allowed. */
export function corsHeaders(request: IncomingMessage, allowed: AllowedOrigins): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (origin === undefined || allowed.length === 0) return {};
  if (!allowed.includes("*") && !allowed.includes(origin)) return { Vary: "Origin" };
  return { "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": exposed, Vary: "Origin" };
}

/** Added to those on OPTIONS: the browser's question before the call itself. */
export function preflightHeaders(methods: readonly string[]): Readonly<Record<string, string>> {
  return {
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": accepted,
    "Access-Control-Max-Age": String(preflightKeptSeconds),
  };
}
