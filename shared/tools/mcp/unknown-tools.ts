import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { ToolDefinition } from "../tool.ts";
import type { McpConfig } from "./mcp-config.ts";
import { pinnedTools } from "./pinned-tools.ts";

/** An entry of the configuration, and those of its server's tools that the tenant has never used. */
export interface UnknownTools {
  readonly server: string;
  readonly host: string;
  readonly tools: readonly string[];
}

type Entry = ToolDefinition<unknown> & { readonly type: string };

/**
 * The allowed tools of MCP servers that a sandbox knows nothing about: nobody has used them yet, and a sandbox asks no server.
 * This asks none either.
 */
export async function unknownTools(
  documents: Documents,
  tenantId: TenantId,
  entries: readonly Entry[],
): Promise<readonly UnknownTools[]> {
  const found = await Promise.all(
    entries.filter(isMcp).map(async ({ name: server, config: { url, allow, digests } }) => {
      const served = async () => [];
      const pinned = await pinnedTools(documents, { tenantId, url, allow, digests, served, now: new Date(0) });
      const tools = pinned.flatMap((each) => ("withheld" in each ? [each.name] : []));
      return { server, host: new URL(url).host, tools };
    }),
  );
  return found.filter(({ tools }) => tools.length > 0);
}

function isMcp(entry: Entry): entry is Entry & ToolDefinition<McpConfig> {
  return entry.type === "mcp";
}
