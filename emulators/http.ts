import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";

/** A running stand-in. `url` has no trailing slash; `close` ends open connections too. */
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
  /** The body as it came, for what is not text. */
  readonly bytes: Buffer;
  /** Aborts when the client has gone before it was answered. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; a Buffer as it is, under the content type among the headers. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const maximumBodyBytes = 20 * 1024 * 1024;

/** Listens on `port` (0: any free one). A handler that throws is answered with 500 and told on stderr. */
export async function serve(options: {
  readonly port: number;
  readonly host?: string | undefined;
  handle(request: StandInRequest, response: ServerResponse): Promise<void>;
}): Promise<StandIn> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      if (!incoming.complete) return; // the client left while it was still sending
      console.error("stand-in failed", error);
      if (response.headersSent) response.destroy();
      else sendJson(response, { status: 500, body: { error: { code: 500, message: String(error) } } });
    });
  });
  server.keepAliveTimeout = 60_000;

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on("close", () => {
      if (!response.writableFinished) gone.abort();
    });
    const bytes = await readBody(incoming);
    if (bytes === null) {
      return sendJson(response, { status: 413, body: { error: { code: 413, message: "The body is over 20 MiB." } } });
    }
    const url = new URL(incoming.url ?? "/", "http://stand-in");
    const { method = "GET", headers } = incoming;
    const rawBody = bytes.toString("utf8");
    const { pathname: path, searchParams: query } = url;
    await options.handle({ method, path, query, headers, rawBody, bytes, gone: gone.signal }, response);
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

/** Null when the body is longer than the stand-ins take. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes <= maximumBodyBytes) chunks.push(chunk);
  }
  return bytes > maximumBodyBytes ? null : Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, answer: Answer): void {
  const { body } = answer;
  const text = Buffer.isBuffer(body) ? body : body === undefined ? "" : JSON.stringify(body);
  response.writeHead(answer.status, { "content-type": "application/json; charset=UTF-8", ...answer.headers });
  response.end(text);
}
