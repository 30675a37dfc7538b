import { ownerOfDocuments } from "../../contracts/sandbox-owner.ts";
import { isSandboxTenant } from "../../runtime/sandbox/outside.ts";
import { toolKind } from "../tool.ts";
import { McpConfig } from "./mcp-config.ts";
import { mcpTool, withheldTool } from "./mcp-tool.ts";
import { mcpTools } from "./mcp-tools.ts";
import { pinnedTools } from "./pinned-tools.ts";

/** How long a server that did not list its tools is left alone, so that not every turn waits for it. */
const failureKeptMs = 30_000;

/** An entry whose server failed. The key is the configuration's object, which is the same for each attempt. */
const failures = new WeakMap<McpConfig, { readonly error: unknown; readonly until: number }>();

/** The tools of an outside MCP server, as far as the tenant allows them and as they were when it did. */
export const mcp = toolKind({
  kind: "mcp",
  config: McpConfig,
  reachesOutside: () => true,
  async create(definition, dependencies, { tenantId }) {
    const { config } = definition;
    const failed = failures.get(config);
    if (failed !== undefined && performance.now() < failed.until) throw failed.error;
    const tools = mcpTools(definition, dependencies, tenantId);
    try {
      const { documents } = dependencies.platform;
      const pinned = await pinnedTools(documents, {
        // A sandbox shows its agent what the client's agent is shown.
        tenantId: await ownerOfDocuments(documents, tenantId),
        url: config.url,
        allow: config.allow,
        digests: config.digests,
        served: async () => (isSandboxTenant(tenantId) ? [] : tools.listNow()),
        now: new Date(),
      });
      return pinned.map((pin) => ("withheld" in pin ? withheldTool(definition, pin) : mcpTool(definition, pin, tools)));
    } catch (error) {
      failures.set(config, { error, until: performance.now() + failureKeptMs });
      throw error;
    }
  },
});
