import type {
  AuthProvider,
  CallToolResult,
  Client,
  Tool as Definition,
  jsonSchemaValidator,
  OAuthClientProvider,
} from "@modelcontextprotocol/client";
import type { OutboundRequest } from "../../outbound/outbound-request.ts";
import { unlessAborted, withDeadline } from "../../runtime/failures/deadline.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import type { ServedTool } from "./served-tool.ts";

export interface McpServerAddress {
  readonly url: URL;
  readonly outbound: OutboundRequest;
  readonly auth: AuthProvider | OAuthClientProvider | undefined;
  readonly maxBytes: number;
}

/** A connection for one piece of work. */
export interface McpConnection {
  /** The tools that the server offers now. */
  tools(): Promise<readonly ServedTool[]>;
  /** The schema says which arguments are also sent as headers. */
  call(tool: ServedTool, args: Readonly<Record<string, unknown>>): Promise<CallToolResult>;
}

const maxPages = 10;
const maxTools = 500;

/** The product neither asks its models for a server nor lets one question its users. */
const noCapabilities = {};

/**
 * Connects to an MCP server of either era, does the work and disconnects. The SDK is loaded by the first connection.
 * Without sessions there is nothing to keep, and a server of the older era forgets its own sooner or later.
 */
export async function withMcpServer<T>(
  { url, outbound, auth, maxBytes }: McpServerAddress,
  limit: { readonly timeoutMs: number; readonly signal: AbortSignal },
  work: (connection: McpConnection) => Promise<T>,
): Promise<T> {
  const sdk = await import("@modelcontextprotocol/client");
  const guard = guardedFetch(url, outbound, maxBytes);
  return withDeadline(limit.timeoutMs, limit.signal, async (signal) => {
    const client = new sdk.Client(
      { name: "agent-platform", version: "1" },
      {
        capabilities: noCapabilities,
        versionNegotiation: { mode: "auto" },
        inputRequired: { autoFulfill: false },
        listMaxPages: maxPages,
        jsonSchemaValidator: trustNothing,
      },
    );
    const transport = new sdk.StreamableHTTPClientTransport(url, {
      fetch: (to, init) => guard.fetch(to, { ...init, signal: init?.signal ?? signal }),
      ...(auth === undefined ? {} : { authProvider: auth }),
      reconnectionOptions: {
        maxRetries: 0,
        initialReconnectionDelay: 1,
        maxReconnectionDelay: 1,
        reconnectionDelayGrowFactor: 1,
      },
    });
    try {
      await client.connect(transport, { signal, timeout: limit.timeoutMs });
      const options = { signal, timeout: limit.timeoutMs };
      return await work({
        tools: async () => servedTools(await client.listTools(undefined, options)),
        call: ({ name, inputSchema }, args) =>
          client.callTool(
            { name, arguments: { ...args } },
            { ...options, toolDefinition: { name, inputSchema: inputSchema as Definition["inputSchema"] } },
          ),
      });
    } catch (error) {
      throw guard.refusal() ?? error;
    } finally {
      // The work is done. A server that does not end its session in time ends it some day.
      await unlessAborted(signal, () => transport.terminateSession()).catch(() => undefined);
      await client.close();
    }
  });
}

function servedTools({ tools }: Awaited<ReturnType<Client["listTools"]>>): readonly ServedTool[] {
  return tools
    .slice(0, maxTools)
    .map(({ name, description = "", inputSchema }) => ({ name, description, inputSchema }));
}

/**
 * No output of a server is validated with a schema of that server: it proves nothing, and compiling a foreign schema is
 * a risk of its own.
 */
const trustNothing: jsonSchemaValidator = {
  getValidator: () => (input) => ({ valid: true, data: input as never, errorMessage: undefined }),
};
