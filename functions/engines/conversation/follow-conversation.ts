import { changes } from "../../../shared/platform/caching/changes.ts";
import { watchedPage } from "../../../shared/platform/caching/shared-watches.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Conversation } from "./conversation.ts";
import { conversations } from "./conversations.ts";
import { type Turn, turns } from "./turn-record.ts";

/** Turns that are read at a time. */
export const turnsAtOnce = 50;

/** What is new in a conversation: its turns since the last look, oldest first, and how it stands. */
export interface ConversationNews {
  readonly conversation: Conversation;
  readonly turns: readonly Turn[];
}

/** The conversation under the first of these ids that is stored. Undefined while nothing was said under any. */
export async function storedConversation(
  documents: Documents,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<Conversation | undefined> {
  for (const id of ids) {
    const stored = await documents.get(tenantId, conversations.collection, id);
    if (stored) return stored.data.state;
  }
  return undefined;
}

/** The turns of a conversation behind a position, oldest first, or the newest ones. */
export async function turnsOf(
  documents: Documents,
  tenantId: TenantId,
  page: { readonly conversationId: string; readonly after: number; readonly direction: "asc" | "desc" },
): Promise<readonly Turn[]> {
  const { items } = await documents.query(tenantId, turns.collection, {
    where: [
      ["state.conversationId", "==", page.conversationId],
      ["state.index", ">", page.after],
    ],
    orderBy: { field: "state.index", direction: page.direction },
    limit: turnsAtOnce,
  });
  return items.map(({ data }) => data.state);
}

/**
 * Yields at each change of a stored conversation until the signal aborts. The first look counts as a change. Reads only
 * after a change; the followers of a conversation in one process share its watch.
 */
export async function* followConversation(
  documents: Documents,
  tenantId: TenantId,
  from: {
    /** The conversation's id, then those of earlier releases. The first that is stored is followed. */
    readonly ids: readonly string[];
    /** Turns up to this one are known; undefined: those that are there now. */
    readonly after?: number;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<ConversationNews> {
  const { ids, signal } = from;
  const pages = ids.map((id) =>
    watchedPage(tenantId, conversations.collection, { where: [["state.id", "==", id]], limit: 1 }),
  );
  let seen = from.after;
  let updatedAt: string | undefined;
  for await (const _ of changes(documents, pages, signal)) {
    const conversation = await storedConversation(documents, tenantId, ids);
    seen ??= conversation?.turnCount ?? 0;
    if (!conversation || (conversation.updatedAt === updatedAt && conversation.turnCount <= seen)) continue;
    const { id, turnCount } = conversation;
    ({ updatedAt } = conversation);
    let news: readonly Turn[];
    do {
      const page = { conversationId: id, after: seen, direction: "asc" } as const;
      news = turnCount > seen ? await turnsOf(documents, tenantId, page) : [];
      seen = news.at(-1)?.index ?? seen;
      yield { conversation, turns: news };
    } while (news.length > 0 && turnCount > seen && !signal.aborted);
  }
}
