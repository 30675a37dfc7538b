import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../../../shared/http/paging.ts";
import { route } from "../../../../../shared/http/route.ts";
import { type Documents, put, type QueryCondition, type Stored } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../../../shared/platform/version-conflicts.ts";
import { type Mention, mentions, withRead } from "../../handoff/actions/mention.ts";

/** Unread ones are counted so far: a badge needs no more. */
const mostCounted = 100;

export const MentionView = z
  .object({
    mention_id: z.string().describe("For `POST /v1/inbox/mentions/read`."),
    conversation_id: z.string().describe("The conversation with the note."),
    by: z.string().describe("Who wrote the note, as `GET /v1/operators` names them."),
    text: z.string().describe("The note's beginning."),
    at: z.string(),
    read: z.boolean().describe("Whether you have read it."),
  })
  .meta({ id: "Mention" });

const MarkBody = z
  .object({
    mentions: z.array(z.string().min(1).max(64)).min(1).max(100).optional().describe("Your mentions, by their ids."),
    conversation_id: z.string().min(1).max(64).optional().describe("All of yours in this conversation."),
    read: z.boolean().default(true).describe("False marks them as unread again."),
  })
  .refine(
    ({ mentions: ids, conversation_id: conversation }) => (ids === undefined) !== (conversation === undefined),
    "must name either mentions or a conversation_id",
  );

const unreadCount = z.number().int().describe(`How many you have not read: ${mostCounted} stands for that and more.`);

/** Notes that speak to the caller, over all conversations. */
export function mentionRoutes({ documents }: { readonly documents: Documents }) {
  const of = { tag: "Inbox", permission: "conversations:operate" as const };
  return [
    route({
      ...of,
      method: "GET",
      path: "/v1/inbox/mentions",
      operationId: "listMentions",
      summary: "List the notes that speak to you, unread ones first",
      description: "Of all conversations, newer ones before older ones. Other operators have their own.",
      query: Paging,
      reply: pageOf(MentionView).extend({ unread: unreadCount }),
      async handle({ identity: { tenantId, subject }, query }) {
        const [page, unread] = await Promise.all([
          documents.query(tenantId, mentions, {
            where: [["operator", "==", subject]],
            orderBy: { field: "rank", direction: "desc" },
            ...query,
          }),
          countUnread(documents, tenantId, subject),
        ]);
        return { status: 200, body: { ...toPage(page, ({ data }) => mentionView(data)), unread } };
      },
    }),
    route({
      ...of,
      method: "POST",
      path: "/v1/inbox/mentions/read",
      operationId: "markMentions",
      summary: "Mark notes that speak to you as read, or as unread",
      description: "By their ids, or all of one conversation. What is not yours is left alone.",
      example: { conversation_id: "c_1" },
      body: MarkBody,
      reply: z.object({ unread: unreadCount }),
      async handle({ identity: { tenantId, subject }, body }) {
        await mark(documents, { tenantId, operator: subject }, body);
        return { status: 200, body: { unread: await countUnread(documents, tenantId, subject) } };
      },
    }),
  ];
}

async function countUnread(documents: Documents, tenantId: TenantId, operator: string): Promise<number> {
  const { items } = await documents.query(tenantId, mentions, {
    where: [
      ["operator", "==", operator],
      ["rank", ">=", "1"],
    ],
    orderBy: { field: "rank", direction: "desc" },
    limit: mostCounted,
  });
  return items.length;
}

interface Owner {
  readonly tenantId: TenantId;
  readonly operator: string;
}

async function mark(documents: Documents, owner: Owner, wish: z.infer<typeof MarkBody>): Promise<void> {
  const isDone = await retryConflicts(async () => {
    const found = await (wish.conversation_id === undefined
      ? byIds(documents, owner, wish.mentions ?? [])
      : ofConversation(documents, owner, wish.conversation_id));
    const changed = found.filter(({ data }) => data.isRead !== wish.read);
    if (changed.length === 0) return true;
    await documents.commit(
      owner.tenantId,
      changed.map(({ id, data, version }) => put(mentions, id, withRead(data, wish.read), { ifVersion: version })),
    );
    return wish.conversation_id === undefined;
  });
  // A conversation may have more than one page of them.
  if (!isDone) await mark(documents, owner, wish);
}

async function byIds(documents: Documents, { tenantId, operator }: Owner, ids: readonly string[]) {
  const found = await Promise.all([...new Set(ids)].map((id) => documents.get(tenantId, mentions, id)));
  return found.filter((each): each is Stored<Mention> => each?.data.operator === operator);
}

async function ofConversation(documents: Documents, { tenantId, operator }: Owner, conversationId: string) {
  const where: QueryCondition[] = [
    ["operator", "==", operator],
    ["conversationId", "==", conversationId],
  ];
  const orderBy = { field: "rank", direction: "desc" } as const;
  return (await documents.query(tenantId, mentions, { where, orderBy, limit: 100 })).items;
}

function mentionView({ id, conversationId, by, text, at, isRead }: Mention): z.infer<typeof MentionView> {
  return { mention_id: id, conversation_id: conversationId, by, text, at, read: isRead };
}
