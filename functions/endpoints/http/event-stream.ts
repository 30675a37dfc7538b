import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import { problemDocument, toProblem } from "../../../shared/http/to-problem.ts";

const keepAliveMs = 15_000;

/**
 * Sends server-sent events (html.spec.whatwg.org, 9.2) until they end or the client disconnects, which ends the iteration.
 * An error becomes a last event `error` with the problem document. A comment is sent every 15 s, so that no proxy closes
 * the idle connection.
 * @returns the error that ended the stream, for the log.
 */
export async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<ServerSentEvent>,
  options: {
    readonly requestId: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
    /** Sends only the headers. */
    readonly isHead: boolean;
  },
): Promise<unknown> {
  response.writeHead(200, {
    ...options.headers,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    // nginx and compatible proxies would otherwise buffer the response.
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
      if (!response.write(serializeEvent(event))) await once(response, "drain", { signal: options.signal });
    }
    return undefined;
  } catch (error) {
    if (options.signal.aborted) return undefined;
    response.write(serializeEvent({ event: "error", data: problemDocument(toProblem(error), options.requestId) }));
    return error;
  } finally {
    clearInterval(keepAlive);
    response.end();
  }
}

/** JSON contains no line break, so one `data` line holds it. */
function serializeEvent(event: ServerSentEvent): string {
  const id = event.id === undefined ? "" : `id: ${event.id.replaceAll(/[\r\n\0]/g, "")}\n`;
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
