import type { Exchange, HttpReply } from "../../http/exchange.ts";

/** A public page: health, the OpenAPI document, the documentation. */
export interface ApiPage {
  readonly path: `/${string}`;
  answer(exchange: Exchange): Promise<HttpReply>;
}
