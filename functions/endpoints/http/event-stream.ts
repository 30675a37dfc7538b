import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import { problemDocument, toProblem } from "./problem-reply.ts";

const keepAliveMs = 15_000;

/**
 * Answers with server-sent events (html.spec.whatwg.org, 9.2) until they end or the caller goes away, whose
 * absence ends the iteration. An error on the way becomes a last event `error` with the problem document.
 * Silence is broken by a comment every 15 s, so that no proxy takes the connection for dead.
 * @returns the error that ended it, for the log.
 */
export async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<ServerSentEvent>,
  options: {
    readonly requestId: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
    /** Answers with the headers alone. */
    readonly isHead: boolean;
  },
): Promise<unknown> {
  response.writeHead(200, {
    ...options.headers,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    // nginx, and proxies that follow it, would otherwise collect the answer before they pass it on.
    "X-Accel-Buffering": "no",
  });
  if (options.isHead) {
    response.end();
    return undefined;
  }
  response.flushHeaders();
  const keepAlive = setInterval(() => response.write(": still here\n\n"), keepAliveMs);
  try {
    for await (const event of events) {
      if (options.signal.aborted) return undefined;
      if (!response.write(written(event))) await once(response, "drain", { signal: options.signal });
    }
    return undefined;
  } catch (error) {
    if (options.signal.aborted) return undefined;
    response.write(written({ event: "error", data: problemDocument(toProblem(error), options.requestId) }));
    return error;
  } finally {
    clearInterval(keepAlive);
    response.end();
  }
}

/** JSON holds no line break, so one `data` line carries it whole. */
function written(event: ServerSentEvent): string {
  const id = event.id === undefined ? "" : `id: ${event.id.replaceAll(/[\r\n\0]/g, "")}\n`;
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
