import type { StandInRequest } from "../../http.ts";
import type { JsonObject } from "../../json.ts";

export interface TenantObjects {
  /** The object at a path of the tenant's API, such as `/orders/order-1`. */
  at(path: string): JsonObject | undefined;
  /** Stores a note, and returns it with its id. */
  addNote(note: { readonly order: string; readonly text: string }): JsonObject;
}

/**
 * Emulates a tenant's own MCP server, of both eras of the protocol: `find_order` reads an object of the tenant's API,
 * and `add_note` writes one below `/notes`. The SDK is loaded by the first message.
 */
export async function answerTenantMcp(request: StandInRequest, objects: TenantObjects): Promise<Response> {
  const [{ createMcpHandler, McpServer }, { z }] = await Promise.all([
    import("@modelcontextprotocol/server"),
    import("zod"),
  ]);
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: "sandbox-tenant", version: "1" });
    const order = z.string().describe("The order's id, such as order-1.");
    server.registerTool(
      "find_order",
      {
        description: "Finds an order by its id.",
        inputSchema: z.object({ order }),
        annotations: { readOnlyHint: true },
      },
      ({ order: id }) => {
        const found = objects.at(`/orders/${id}`);
        return found
          ? { content: [{ type: "text", text: JSON.stringify(found) }] }
          : { isError: true, content: [{ type: "text", text: `There is no order ${id}.` }] };
      },
    );
    server.registerTool(
      "add_note",
      { description: "Adds a note to an order.", inputSchema: z.object({ order, text: z.string() }) },
      (note) => ({ content: [{ type: "text", text: JSON.stringify(objects.addNote(note)) }] }),
    );
    return server;
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const { method, path, rawBody, gone: signal } = request;
  const body = rawBody === "" ? {} : { body: rawBody };
  return handler.fetch(new Request(`http://sandbox${path}`, { method, headers, signal, ...body }));
}
