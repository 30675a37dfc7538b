import type { IncomingMessage, ServerResponse } from "node:http";

/** `GET /healthz`, which every function answers by itself and before it has loaded anything. */
export function asksForHealth({ method, url }: Pick<IncomingMessage, "method" | "url">): boolean {
  return method === "GET" && url?.split("?", 1)[0] === "/healthz";
}

/** As the API's own page says it (functions/endpoints/api/health.ts). */
export function answerHealth(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(JSON.stringify({ status: "ok" }));
}
