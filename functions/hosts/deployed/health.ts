import type { IncomingMessage, ServerResponse } from "node:http";

/** `GET /healthz`, which every function answers itself, before it has loaded anything. */
export function isHealthCheck({ method, url }: Pick<IncomingMessage, "method" | "url">): boolean {
  return method === "GET" && url?.split("?", 1)[0] === "/healthz";
}

/** The same response as the API's own health route (functions/endpoints/api/health.ts). */
export function answerHealth(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(JSON.stringify({ status: "ok" }));
}
