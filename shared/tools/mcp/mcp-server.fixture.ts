import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CallToolResult, createMcpHandler, fromJsonSchema, McpServer } from "@modelcontextprotocol/server";

export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  answer(args: Readonly<Record<string, unknown>>): CallToolResult | Promise<CallToolResult>;
}

/** One message to the server. */
export interface McpMessage {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: { readonly method?: string; readonly params?: Readonly<Record<string, unknown>> };
}

/** Answers in the place of the server. True: it has. */
type Interference = (message: McpMessage, response: ServerResponse) => boolean;

/** An outside MCP server whose tools a test may change, and which may misbehave. */
export async function serveMcp(offered: readonly OfferedTool[], era: "both" | "2025" = "both") {
  let tools = offered;
  let interfere: Interference = () => false;
  const received: McpMessage[] = [];

  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: "outside", version: "1" });
    for (const { name, description, inputSchema, answer } of tools)
      server.registerTool(name, { description, inputSchema: fromJsonSchema(inputSchema as never) }, (args) =>
        answer(args as Readonly<Record<string, unknown>>),
      );
    return server;
  });

  const listener = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url: path = "", headers } = request;
    const isJson = headers["content-type"]?.startsWith("application/json") === true;
    const message = { method, path, headers, body: isJson ? JSON.parse(text) : {} };
    received.push(message);
    if (interfere(message, response)) return;
    if (era === "2025" && headers["mcp-protocol-version"] === "2026-07-28") {
      response.writeHead(400, { "content-type": "application/json" });
      response.end('{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Unsupported protocol version"}}');
      return;
    }
    const answer = await handler.fetch(
      new Request(`http://outside.example${path}`, {
        method,
        headers: new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        ...(text === "" ? {} : { body: text }),
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    received,
    /** The tool calls that reached the server, by name. */
    calls: () => received.filter(({ body }) => body.method === "tools/call").map(({ body }) => body.params?.name),
    offer(changed: readonly OfferedTool[]) {
      tools = changed;
    },
    misbehave(how: Interference) {
      interfere = how;
    },
    async close() {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
