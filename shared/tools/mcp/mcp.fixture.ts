import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lendDocuments } from "../../contracts/sandbox-owner.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { sandboxTenantOf } from "../../runtime/sandbox/sandbox-tenant.ts";
import { dependencies, emptyMaterial } from "../fixtures.ts";
import type { Tool, ToolDependencies } from "../tool.ts";
import { mcp } from "./mcp.ts";
import { type OfferedTool, serveMcp } from "./mcp-server.fixture.ts";

export const findParcel: OfferedTool = {
  name: "find-parcel",
  description: "Finds a parcel by its number.",
  inputSchema: {
    type: "object",
    properties: {
      number: { type: "string", description: "Printed on the label" },
      days: { type: "integer", maximum: 9 },
    },
    required: ["number"],
  },
  answer: ({ number }) => ({
    content: [{ type: "text", text: `{"number":"${number}"}` }],
    structuredContent: { number, place: "Pune" },
  }),
};
export const moveParcel: OfferedTool = {
  name: "move_parcel",
  description: "Sends a parcel elsewhere.",
  inputSchema: { type: "object", properties: { number: { type: "string" } } },
  answer: () => ({ content: [{ type: "text", text: "Moved." }] }),
};
export const both = [findParcel, moveParcel];

interface Written {
  readonly url?: string;
  readonly description?: string;
  readonly [key: string]: unknown;
}

/** A configuration is parsed anew after each activation and in each process. */
export function entry({ description, ...config }: Written = {}) {
  const parsed = mcp.config.parse({
    url: "https://parcels.example/mcp",
    allow: ["find-parcel", "move_parcel"],
    side_effects: { "find-parcel": false },
    ...config,
  });
  return { name: "parcels", description, config: parsed };
}

export function named(tools: readonly Tool[], name: string): Tool {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`There is no ${name}: ${tools.map((each) => each.name).join(", ")}`);
  return tool;
}

/** A tenant's platform and the outside servers of a test file. Call it once, at the top. */
export function parcels() {
  let dataDir: string;
  let platform: ReturnType<typeof openEmbedded>;
  let servers: Awaited<ReturnType<typeof serveMcp>>[];

  beforeEach(async () => {
    servers = [];
    dataDir = await mkdtemp(join(tmpdir(), "tools-mcp-"));
    platform = openEmbedded({ dataDir });
  });
  afterEach(async () => {
    for (const server of servers) await server.close();
    await platform.close(1000);
    await rm(dataDir, { recursive: true, force: true });
  });
  const given = (more: Partial<ToolDependencies> = {}) => dependencies({ platform, ...more });

  return {
    dependencies: given,
    async serve(tools: readonly OfferedTool[] = both, era?: "both" | "2025") {
      const server = await serveMcp(tools, era);
      servers.push(server);
      return server;
    },
    create: ({ url }: { readonly url: string }, written: Written = {}): Promise<readonly Tool[]> =>
      mcp.create(entry(written), given({ tenantApiBaseUrl: url }), emptyMaterial),
    /** The tools in a sandbox that tries the tenant's configuration, without the tenant's secrets. */
    async createInSandbox(written: Written = {}): Promise<readonly Tool[]> {
      const tenantId = sandboxTenantOf("tried");
      await lendDocuments(platform.documents, tenantId, emptyMaterial.tenantId);
      return mcp.create(entry(written), given(), { ...emptyMaterial, tenantId });
    },
  };
}
