import type { IncomingMessage } from "node:http";

/** Origins of web pages that may call the API from a browser; `*` allows any. Empty allows only the same origin. */
export type AllowedOrigins = readonly string[];

const exposed =
  "X-Request-Id, Next-Cursor, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed, WWW-Authenticate";
const accepted = [
  ...["Authorization", "X-Api-Key", "Content-Type", "Idempotency-Key", "Last-Event-ID", "X-Request-Id"],
  // The Model Context Protocol's.
  ...["MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"],
].join(", ");
const preflightKeptSeconds = 7200;

/** Headers that let an allowed page read the response (fetch.spec.whatwg.org, 3.2). Cookies are neither used nor allowed. */
export function corsHeaders(request: IncomingMessage, allowed: AllowedOrigins): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (origin === undefined || allowed.length === 0) return {};
  if (!allowed.includes("*") && !allowed.includes(origin)) return { Vary: "Origin" };
  return { "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": exposed, Vary: "Origin" };
}

/** Additional headers for a preflight request (OPTIONS). */
export function preflightHeaders(methods: readonly string[]): Readonly<Record<string, string>> {
  return {
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": accepted,
    "Access-Control-Max-Age": String(preflightKeptSeconds),
  };
}
