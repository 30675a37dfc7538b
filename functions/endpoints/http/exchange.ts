import type { ServerResponse } from "node:http";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import type { ArrivedRequest } from "./body.ts";
import { dataHeaders, requestIdOf } from "./headers.ts";

/** One request and its response, as the shell passes it to handlers. */
export interface Exchange {
  readonly request: ArrivedRequest;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** The request's method. `HEAD` is handled as `GET`. */
  readonly method: string;
  readonly path: string;
  /** The URL after `?`. */
  readonly search: string;
  /** Headers of every response to this request. Handlers may add to them. */
  readonly headers: Record<string, string>;
  /** Attributes of the request's log line. Handlers may add to them. */
  readonly attributes: Record<string, string>;
  /** Aborts when the client disconnects before the response is complete. */
  readonly signal: AbortSignal;
}

/** A handler's reply. The shell sends it, unless the handler has written to the response itself. */
export type HttpReply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string | Uint8Array }
  | { readonly events: AsyncIterable<ServerSentEvent> }
  | { readonly written: true };

/** The resource at a path. */
export interface Resource {
  /** The path's template for telemetry, without values of a request. */
  readonly route: string;
  readonly methods: readonly string[];
  /** Handles the request's method. Absent if `methods` does not contain it. */
  readonly answer?: ((exchange: Exchange) => Promise<HttpReply>) | undefined;
  /** Present if other origins may call. Sets the CORS headers of an allowed origin before the preflight response. */
  readonly preflight?: (exchange: Exchange) => Promise<void>;
}

/** A resource with one handler per method. */
export function byMethod(
  route: string,
  handlers: Readonly<Record<string, Resource["answer"]>>,
  method: string,
): Resource {
  return {
    route,
    methods: Object.keys(handlers),
    answer: Object.hasOwn(handlers, method) ? handlers[method] : undefined,
  };
}

/** Creates the exchange of a request. */
export function openExchange(request: ArrivedRequest, response: ServerResponse): Exchange {
  const requestId = requestIdOf(request);
  const [path, search] = splitUrl(request.originalUrl ?? request.url ?? "/");
  const abort = new AbortController();
  response.once("close", () => response.writableFinished || abort.abort());
  return {
    request,
    response,
    requestId,
    method: request.method === undefined || request.method === "HEAD" ? "GET" : request.method,
    path,
    search,
    headers: { ...dataHeaders, "X-Request-Id": requestId },
    attributes: { requestId },
    signal: abort.signal,
  };
}

function splitUrl(url: string): readonly [path: string, search: string] {
  const at = url.indexOf("?");
  return at === -1 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}
