import { createHash } from "node:crypto";
import { z } from "zod";
import { absent, type Collection, type Documents, put, VersionConflict } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { digestOf, type ServedTool } from "./served-tool.ts";

const PinnedTool = z.object({
  name: z.string(),
  description: z.string(),
  /** JSON: a schema's keys may be any, and a document's may not. */
  inputSchema: z.string(),
  digest: z.string(),
  pinnedAt: z.string(),
});
type PinnedTool = z.infer<typeof PinnedTool>;

const PinnedTools = z.object({ url: z.string(), tools: z.array(PinnedTool) });

/** A tenant's outside servers and their tools as they were when the tenant first used them. */
export const mcpPins: Collection<z.infer<typeof PinnedTools>> = {
  name: "mcp-pins",
  schema: PinnedTools,
  indexes: [],
  confidential: false,
  personal: "nothing",
};

/** Of one tool. A longer one is refused, because the document holds 50. */
export const maxPinnedBytes = 12_000;
/** Tools that are not allowed any more stay pinned while there is room. */
const maxPinned = 60;
const maxAttempts = 5;

export interface PinRequest {
  readonly tenantId: TenantId;
  readonly url: string;
  readonly allow: readonly string[];
  /** The digests that the configuration names. They replace the ones of the first use. */
  readonly digests: Readonly<Record<string, string>>;
  /** Asks the server. Called only when a tool is not pinned yet. */
  served(): Promise<readonly ServedTool[]>;
  readonly now: Date;
}

export type Pinned =
  | { readonly name: string; readonly tool: ServedTool; readonly digest: string }
  | { readonly name: string; readonly withheld: string };

/**
 * The allowed tools as they are pinned. A tool that is allowed for the first time is pinned as the server describes it
 * now, or, where the configuration names its digest, as the configuration has it.
 */
export async function pinnedTools(documents: Documents, request: PinRequest): Promise<readonly Pinned[]> {
  const { tenantId, url, allow, digests, now } = request;
  const id = createHash("sha256").update(url).digest("hex").slice(0, 32);
  const rank = ({ name }: PinnedTool) => (allow.includes(name) ? 0 : 1);
  let served: readonly ServedTool[] | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const stored = await documents.get(tenantId, mcpPins, id);
    const known = new Map((stored?.data.tools ?? []).map((tool) => [tool.name, tool]));
    const isPinned = (name: string) => {
      const digest = known.get(name)?.digest;
      return digest !== undefined && digest === (digests[name] ?? digest);
    };
    const open = allow.filter((name) => !isPinned(name));
    if (open.length > 0) served ??= await request.served();
    const found = new Map((served ?? []).map((tool) => [tool.name, tool]));
    const pinned: PinnedTool[] = [];
    const withheld = new Map<string, string>();
    for (const name of open) {
      const tool = found.get(name);
      const reason = tool === undefined ? "The server does not offer this tool." : reasonAgainst(tool, digests[name]);
      if (tool === undefined || reason !== undefined) withheld.set(name, reason ?? "");
      else pinned.push(asPinned(tool, now));
    }
    for (const tool of pinned) known.set(tool.name, tool);
    if (pinned.length > 0) {
      const tools = [...known.values()].toSorted((a, b) => rank(a) - rank(b)).slice(0, maxPinned);
      const write = put(mcpPins, id, { url, tools }, { ifVersion: stored?.version ?? absent });
      try {
        await documents.commit(tenantId, [write]);
      } catch (error) {
        if (error instanceof VersionConflict && attempt < maxAttempts) continue;
        throw error;
      }
    }
    return allow.map((name) => {
      const tool = known.get(name);
      const reason = withheld.get(name);
      if (tool === undefined || reason !== undefined) return { name, withheld: reason ?? "It is not pinned." };
      const { description, inputSchema, digest } = tool;
      return { name, tool: { name, description, inputSchema: JSON.parse(inputSchema) }, digest };
    });
  }
}

function reasonAgainst(tool: ServedTool, wanted: string | undefined): string | undefined {
  const digest = digestOf(tool);
  if (wanted !== undefined && wanted !== digest)
    return `The server's tool has the digest ${digest}, and the configuration names another one.`;
  if (Buffer.byteLength(JSON.stringify(tool)) > maxPinnedBytes)
    return `Its description and schema are longer than ${maxPinnedBytes} bytes.`;
  return undefined;
}

function asPinned(tool: ServedTool, now: Date): PinnedTool {
  const { name, description, inputSchema } = tool;
  const schema = JSON.stringify(inputSchema ?? {});
  return { name, description, inputSchema: schema, digest: digestOf(tool), pinnedAt: now.toISOString() };
}
