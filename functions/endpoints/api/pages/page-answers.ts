import { Problem } from "../../../../shared/http/problem.ts";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import { header } from "../../http/headers.ts";

/** A JSON answer to a page of the console. */
export function json(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Extract<HttpReply, { body: unknown }> {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

/** Another site's page cannot send JSON without a preflight. @throws Problem 415 `media-type-unsupported` */
export function requireJson({ request }: Exchange): void {
  if ((header(request, "content-type") ?? "").startsWith("application/json")) return;
  throw new Problem(415, "media-type-unsupported", "Content-Type must be application/json.");
}
