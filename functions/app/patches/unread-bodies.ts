import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const prefixes: string[] = [];

/**
 * Prevents functions-framework from reading and parsing request bodies under these paths before our endpoints see them.
 * The framework would hold up to 1 GiB in memory. It would answer invalid JSON itself, with an HTML page and a stack
 * trace.
 *
 * body-parser skips requests whose headers announce no body (type-is, `hasBody`). The two headers are therefore hidden
 * when a request arrives, which Node reports on `http.server.request.start` (nodejs.org/api/diagnostics_channel.html).
 * The stream stays unread for `readBody`.
 */
export function keepBodiesUnread(pathPrefix: `/${string}`): void {
  if (prefixes.length === 0) subscribe("http.server.request.start", onRequest);
  if (!prefixes.includes(pathPrefix)) prefixes.push(pathPrefix);
}

function onRequest(message: unknown): void {
  const { request } = message as { readonly request: IncomingMessage };
  const url = request.url ?? "/";
  if (!prefixes.some((prefix) => url.startsWith(prefix))) return;
  delete request.headers["content-length"];
  delete request.headers["transfer-encoding"];
  if (!decodes(url)) request.url = url.replaceAll("%", "%25");
}

/** Express answers a path it cannot decode with its own HTML page. Served as plain text, it becomes our 404. */
function decodes(url: string): boolean {
  if (!url.includes("%")) return true;
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}
