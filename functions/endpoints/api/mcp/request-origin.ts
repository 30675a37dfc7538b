import type { IncomingMessage } from "node:http";
import { Problem } from "../../../../shared/http/problem.ts";
import type { AllowedOrigins } from "../../http/cors.ts";

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses a web page that reaches this server by a name of its own (DNS rebinding), and a page of an origin that is
 * not allowed. A client that is no browser sends no Origin.
 * @throws Problem 403 `host-refused` or `origin-refused`.
 */
export function refuseForeignPage(
  request: IncomingMessage,
  { publicUrl, allowedOrigins }: { readonly publicUrl: string; readonly allowedOrigins: AllowedOrigins },
): void {
  const own = new URL(publicUrl);
  const host = hostnameOf(`http://${request.headers.host ?? ""}`);
  if (host === undefined || (host !== own.hostname && !loopback.has(host)))
    throw new Problem(403, "host-refused", `This server is not known by the name in Host. Use ${own.host}.`);
  const { origin } = request.headers;
  if (origin === undefined || origin === own.origin) return;
  if (allowedOrigins.includes("*") || allowedOrigins.includes(origin)) return;
  const page = hostnameOf(origin);
  if (page !== undefined && loopback.has(page) && loopback.has(host)) return;
  throw new Problem(403, "origin-refused", "Pages of this origin may not call. Ask the operator to allow the origin.");
}

function hostnameOf(url: string): string | undefined {
  return URL.parse(url)?.hostname || undefined;
}
