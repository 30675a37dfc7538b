import type { Exchange, HttpReply } from "../http/exchange.ts";

/** A public page: health, the OpenAPI document, the documentation. */
export interface Page {
  readonly path: `/${string}`;
  answer(exchange: Exchange): Promise<HttpReply>;
}
