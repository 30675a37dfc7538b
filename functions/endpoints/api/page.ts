import type { Exchange, HttpReply } from "../http/exchange.ts";

/** What anyone may read without identity: health, the API's description, its documentation. */
export interface Page {
  readonly path: `/${string}`;
  answer(exchange: Exchange): Promise<HttpReply>;
}
