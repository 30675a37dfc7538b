import type { CallToolResult } from "@modelcontextprotocol/client";
import { createOutboundRequest } from "../../outbound/outbound-request.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { ToolDefinition, ToolDependencies } from "../tool.ts";
import { mcpAuth } from "./mcp-auth.ts";
import type { McpConfig } from "./mcp-config.ts";
import { type McpServerAddress, withMcpServer } from "./mcp-connection.ts";
import { callFailure, connectionFailure } from "./mcp-failure.ts";
import { digestOf, type ServedTool } from "./served-tool.ts";

const maxBytesOfList = 2 * 1024 * 1024;
const maxBytesOfCall = 512 * 1024;
/** How long a list of the server's tools is believed. A tool is compared with its pin before each call. */
const listKeptMs = 5 * 60_000;

export interface McpCall {
  readonly tool: ServedTool;
  /** The digest that the tool must still have. */
  readonly digest: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly sideEffects: boolean;
  readonly signal: AbortSignal;
}

export type McpOutcome =
  | { readonly type: "result"; readonly result: CallToolResult }
  /** The tool is not the one that was pinned, or it is gone. Nothing was called. */
  | { readonly type: "changed"; readonly reason: string }
  /** The server refused, in words for the model. */
  | { readonly type: "refused"; readonly reason: string };

/** The tools of one outside server, as one tenant uses them. */
export interface McpTools {
  listNow(): Promise<readonly ServedTool[]>;
  /** @throws RetryableError when nothing was done; Error when the outcome of a call with side effects is unknown. */
  call(call: McpCall): Promise<McpOutcome>;
  /** Why a tool is withheld since a call found it changed. */
  withheld(name: string): string | undefined;
}

export function mcpTools(
  { name: entry, config }: ToolDefinition<McpConfig>,
  dependencies: ToolDependencies,
  tenantId: TenantId,
): McpTools {
  const url = new URL(config.url);
  const outbound = createOutboundRequest(dependencies);
  const authOf = mcpAuth(config, dependencies);
  const withheld = new Map<string, string>();
  let listed: { readonly digests: ReadonlyMap<string, string>; readonly until: number } | undefined;

  async function address(maxBytes: number): Promise<McpServerAddress> {
    return { url, outbound, auth: await authOf(tenantId), maxBytes };
  }

  function remember(tools: readonly ServedTool[]): readonly ServedTool[] {
    const digests = new Map(tools.map((tool) => [tool.name, digestOf(tool)]));
    listed = { digests, until: performance.now() + listKeptMs };
    return tools;
  }

  function reasonAgainst(name: string, digest: string): string | undefined {
    const now = listed?.digests.get(name);
    if (now === digest) return undefined;
    return now === undefined
      ? "Its server does not offer it any more."
      : `Its server changed it: the digest is ${now} now, and ${digest} is allowed.`;
  }

  return {
    withheld: (name) => withheld.get(name),
    async listNow() {
      const { timeout_ms: timeoutMs } = config;
      const { signal } = new AbortController();
      const server = await address(maxBytesOfList);
      return withMcpServer(server, { timeoutMs, signal }, ({ tools }) => tools())
        .then(remember)
        .catch((error) => {
          throw connectionFailure(entry, error);
        });
    },
    async call({ tool, digest, args, sideEffects, signal: outer }) {
      const { name } = tool;
      let isCalled = false;
      const to = await address(maxBytesOfCall + (isFresh(listed) ? 0 : maxBytesOfList));
      try {
        return await withMcpServer(
          to,
          { timeoutMs: config.timeout_ms, signal: outer },
          async (server): Promise<McpOutcome> => {
            if (!isFresh(listed)) remember(await server.tools());
            const reason = reasonAgainst(name, digest);
            if (reason !== undefined) {
              withheld.set(name, reason);
              return { type: "changed", reason };
            }
            withheld.delete(name);
            isCalled = true;
            return { type: "result", result: await server.call(tool, args) };
          },
        );
      } catch (error) {
        const refused = callFailure(entry, error, { isCalled, sideEffects });
        return { type: "refused", reason: refused };
      }
    },
  };
}

function isFresh(listed: { readonly until: number } | undefined): boolean {
  return listed !== undefined && performance.now() < listed.until;
}
