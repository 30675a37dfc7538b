import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** A running stand-in. `url` has no trailing slash. `close` also ends open connections. */
export interface StandIn {
  readonly url: string;
  close(): Promise<void>;
}

export interface StandInRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: string;
  /** The raw body, for content that is not text. */
  readonly bytes: Buffer;
  /** Aborts when the client disconnects before the answer. */
  readonly gone: AbortSignal;
}

/** The bindings of a stand-in's Hono app, in `c.env`. */
export interface StandInBindings {
  readonly received: StandInRequest;
  /** For answers that a `Response` cannot express, such as a broken connection. */
  readonly response: ServerResponse;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON. A Buffer is sent unchanged, with the content type from the headers. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const maximumBodyBytes = 20 * 1024 * 1024;
const statusesWithoutBody = [204, 205, 304];

/** Converts an answer to a Hono response. */
export function reply({ status, body, headers = {} }: Answer): Response {
  const init = { status, headers: { "content-type": "application/json; charset=UTF-8", ...headers } };
  if (body === undefined || statusesWithoutBody.includes(status)) return new Response(null, init);
  return new Response(Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body), init);
}

/** Streams each text as one chunk. */
export function streamChunks(texts: readonly string[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(Buffer.from(text));
      controller.close();
    },
  });
}

/** Breaks the connection without an answer. */
export function drop({ response }: StandInBindings): Response {
  response.destroy();
  return alreadyAnswered();
}

/** The return value of a handler that has written to `c.env.response` itself. */
export function alreadyAnswered(): Response {
  return new Response(null);
}

/** The answer when a handler throws: a bug in the stand-in, reported on stderr. */
export function internalError(error: unknown): Response {
  console.error("stand-in failed", error);
  return reply({ status: 500, body: { error: { code: 500, message: String(error) } } });
}

/**
 * Listens on `port` (0: a free port) and answers with `fetch`, for example a Hono app's. The bindings contain the exact
 * bytes of the request's body.
 */
export async function serve(options: {
  readonly port: number;
  readonly host?: string | undefined;
  fetch(request: Request, bindings: StandInBindings): Response | Promise<Response>;
  /** Answers requests for another protocol, such as WebSocket. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}): Promise<StandIn> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      if (!incoming.complete) return; // the client disconnected while sending
      const failed = internalError(error);
      if (response.headersSent) response.destroy();
      else void write(failed, response);
    });
  });
  server.keepAliveTimeout = 60_000;
  if (options.upgrade) server.on("upgrade", options.upgrade);

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on("close", () => {
      if (!response.writableFinished) gone.abort();
    });
    const bytes = await readBody(incoming);
    if (bytes === null) {
      return write(
        reply({ status: 413, body: { error: { code: 413, message: "The body is over 20 MiB." } } }),
        response,
      );
    }
    const url = new URL(incoming.url ?? "/", "http://stand-in");
    const { method = "GET", headers } = incoming;
    const rawBody = bytes.toString("utf8");
    const { pathname: path, searchParams: query } = url;
    const received: StandInRequest = { method, path, query, headers, rawBody, bytes, gone: gone.signal };
    await write(await options.fetch(new Request(url, { method }), { received, response }), response);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Null when the body exceeds the maximum size. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes <= maximumBodyBytes) chunks.push(chunk);
  }
  return bytes > maximumBodyBytes ? null : Buffer.concat(chunks);
}

/** Writes nothing when the handler has answered itself or broken the connection. */
async function write(answer: Response, response: ServerResponse): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  for await (const chunk of answer.body ?? []) response.write(chunk);
  response.end();
}
