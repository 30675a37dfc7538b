import { once } from "node:events";
import { createMcpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import type { Exchange, HttpReply } from "../../http/exchange.ts";

/** The codes are JSON-RPC's (jsonrpc.org/specification, 5.1). */
const parseError = { code: -32700, message: "Parse error: the body is not JSON." };
const noBatches = { code: -32600, message: "Send one message per request." };
const noSubscriptions = { code: -32601, message: "Method not found: this server sends no notifications of changes." };

/**
 * Answers one message of an MCP client. `server` creates the server that the message is for. A batch is refused, because
 * each of its calls would pass the rate limit.
 */
export async function mcpReply(
  exchange: Exchange,
  message: unknown,
  options: {
    readonly server: McpServerFactory;
    readonly onError: (error: Error) => void;
    /** Whether the server has changes to tell. An open subscription holds a connection. */
    readonly subscriptions?: boolean;
  },
): Promise<HttpReply> {
  if (message === undefined) return rejection(400, null, parseError);
  if (Array.isArray(message)) return rejection(400, null, noBatches);
  const { method, id } = Object(message) as { readonly method?: unknown; readonly id?: unknown };
  if (method === "subscriptions/listen" && options.subscriptions !== true) return rejection(404, id, noSubscriptions);
  const handler = createMcpHandler(options.server, { onerror: options.onError });
  const response = await handler.fetch(toWebRequest(exchange), { parsedBody: message });
  return respond(exchange, response);
}

function rejection(status: number, id: unknown, error: { readonly code: number; readonly message: string }): HttpReply {
  const isId = typeof id === "string" || typeof id === "number";
  const body = JSON.stringify({ jsonrpc: "2.0", id: isId ? id : null, error });
  return { status, headers: { "Content-Type": "application/json" }, body };
}

/** The body is passed beside it, because the shell has read it. */
function toWebRequest({ request, path, signal }: Exchange): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string" && name !== "content-length") headers.set(name, value);
  return new Request(`http://localhost${path}`, { method: "POST", headers, signal, body: "{}" });
}

async function respond(exchange: Exchange, { status, headers, body }: Response): Promise<HttpReply> {
  const type = headers.get("content-type") ?? "application/json";
  if (body === null || !type.startsWith("text/event-stream")) {
    const text = body === null ? "" : await new Response(body).text();
    return { status, headers: { "Content-Type": type }, body: text };
  }
  const { response, signal } = exchange;
  response.writeHead(status, { ...exchange.headers, "Content-Type": type, "X-Accel-Buffering": "no" });
  try {
    for await (const chunk of body) if (!response.write(chunk)) await once(response, "drain", { signal });
  } catch (error) {
    // The client may leave before the last event, which ends the stream and the work for it.
    if (!signal.aborted) throw error;
  } finally {
    response.end();
  }
  return { written: true };
}
