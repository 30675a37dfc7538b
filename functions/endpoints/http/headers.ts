import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Headers of data responses, which are never pages (OWASP REST security cheat sheet, "Security Headers"). */
export const dataHeaders: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

/** The client's `X-Request-Id` if it is safe in logs, otherwise a new id. */
export function requestIdOf(request: IncomingMessage): string {
  const given = header(request, "x-request-id");
  return given !== undefined && /^[A-Za-z0-9._:/+=-]{1,128}$/.test(given) ? given : randomUUID();
}

/** A header's value, or its first value if there are several. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
