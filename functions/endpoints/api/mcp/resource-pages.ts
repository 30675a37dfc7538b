import type { ListResourcesResult, Resource } from "@modelcontextprotocol/server";
import { z } from "zod";
import { CursorInvalid } from "../../../../shared/platform/documents.ts";
import { mayDo } from "../../../../shared/security/permissions.ts";
import type { Operations } from "../service.ts";
import type { McpDependencies } from "./dependencies.ts";
import { configUri, knowledgeUri, transcriptUri } from "./resource-reads.ts";

type Dependencies = Pick<McpDependencies, "configs"> & { readonly operations: Operations };

const pageSize = 50;

/** Where the next page begins. Configurations come first, then knowledge entries, then conversations. */
const Position = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("configured"), from: z.number().int().min(0) }),
  z.strictObject({ kind: z.literal("conversations"), cursor: z.string().optional() }),
]);
type Position = z.infer<typeof Position>;

const Conversations = z.object({
  items: z.array(
    z.object({ conversation_id: z.string(), channel: z.string(), status: z.string(), updated_at: z.string() }).loose(),
  ),
  next_cursor: z.string().nullable(),
});

/** @throws CursorInvalid */
export async function resourcePage(
  dependencies: Dependencies,
  cursor: string | undefined,
): Promise<ListResourcesResult> {
  const position = cursor === undefined ? ({ kind: "configured", from: 0 } as const) : readCursor(cursor);
  const mayListConversations = mayDo(dependencies.operations.caller, "conversations:read");
  if (position.kind === "conversations")
    return mayListConversations ? conversations(dependencies, position.cursor) : { resources: [] };
  const all = await listConfigured(dependencies);
  const to = position.from + pageSize;
  const resources = all.slice(position.from, to);
  if (to < all.length) return { resources, nextCursor: written({ kind: "configured", from: to }) };
  return mayListConversations ? { resources, nextCursor: written({ kind: "conversations" }) } : { resources };
}

/** The active configurations and their knowledge. */
async function listConfigured({ configs, operations }: Dependencies): Promise<readonly Resource[]> {
  const { tenantId } = operations.caller;
  if (!mayDo(operations.caller, "configs:read")) return [];
  const active = Object.entries((await configs.pointers(tenantId))?.byName ?? {});
  const parsed = await Promise.all(
    active.map(async ([name, { version }]) => ({ name, config: await configs.parsed(tenantId, name, version) })),
  );
  return [
    ...active.map(([name, { version }]) => ({
      uri: configUri(name, String(version)),
      name: `${name} version ${version}`,
      title: `Configuration ${name}, active version`,
      mimeType: "application/yaml",
    })),
    ...parsed.flatMap(({ name, config }) =>
      config.knowledge.map(({ base, id, title }) => ({
        uri: knowledgeUri(name, encodeURIComponent(base), encodeURIComponent(id)),
        name: id,
        title,
        mimeType: "text/markdown",
      })),
    ),
  ];
}

async function conversations({ operations }: Dependencies, cursor: string | undefined): Promise<ListResourcesResult> {
  const query = { limit: String(pageSize), cursor };
  const page = Conversations.parse(await operations.call({ method: "GET", path: "/v1/conversations", query }));
  const resources = page.items.map(({ conversation_id: id, channel, status, updated_at }) => ({
    uri: transcriptUri(id),
    name: id,
    title: `${channel} conversation, ${status}, ${updated_at}`,
    mimeType: "text/plain",
  }));
  return page.next_cursor === null
    ? { resources }
    : { resources, nextCursor: written({ kind: "conversations", cursor: page.next_cursor }) };
}

function written(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function readCursor(cursor: string): Position {
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new CursorInvalid("The cursor is not of this list.", { cause });
  }
}
