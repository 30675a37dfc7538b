import { type ConversationMeasured, conversationMeasured } from "../../../../shared/events/running/metrics.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { conversations } from "../conversations.ts";
import { heardMessages, type Turn, turns } from "../turn-record.ts";
import { mostAdded, nameWords, type SearchIndex, searchIndexes, tokenOf, withTokens, wordsOf } from "./search-index.ts";

/** Turns that one look reads. A session with more leaves its oldest out. */
const mostTurns = 200;

interface Said {
  readonly tokens: readonly string[];
  readonly upTo: number;
}

/**
 * Puts the words of a session that is over into the index of the search: no turn waits for it, and it costs one query
 * and a write for each new word. A session that goes on is found without the index, by what it holds.
 */
export function indexWordsStep({ platform: { documents } }: { readonly platform: { readonly documents: Documents } }) {
  return step<ConversationMeasured, SearchIndex, Said | undefined>({
    name: "conversation-index-words",
    on: conversationMeasured,
    document: searchIndexes,
    exclusive: false,
    documentId: ({ data }) => data.conversationId,

    gather(index, { tenantId, data }) {
      return readWords(documents, tenantId, { conversationId: data.conversationId, after: index?.upTo ?? -1 });
    },

    decide(index, { data: { conversationId } }, news, now) {
      if (!news) return undefined;
      const before = index ?? { conversationId, upTo: -1, tokens: [] };
      return withTokens(before, news.tokens, { upTo: news.upTo, at: now.toISOString() });
    },
  });
}

/** The words since the turn `after`, oldest first, and the customer's name. Undefined: the conversation is gone. */
async function readWords(
  documents: Documents,
  tenantId: TenantId,
  { conversationId, after }: { readonly conversationId: string; readonly after: number },
): Promise<Said | undefined> {
  const [stored, ids, page] = await Promise.all([
    documents.get(tenantId, conversations.collection, conversationId),
    documents.ids(tenantId),
    documents.query(tenantId, turns.collection, {
      where: [
        ["state.conversationId", "==", conversationId],
        ["state.index", ">", after],
      ],
      orderBy: { field: "state.index", direction: "desc" },
      limit: mostTurns,
    }),
  ]);
  if (!stored) return undefined;
  const newestFirst = page.items.map(({ data }) => data.state);
  const { customer } = stored.data.state;
  const words = new Set(nameWords(customer));
  for (const turn of newestFirst) {
    for (const word of wordsOf(textOf(turn))) if (words.size < mostAdded) words.add(word);
  }
  return {
    tokens: [...words].toReversed().map((word) => tokenOf(ids, word)),
    upTo: newestFirst[0]?.index ?? after,
  };
}

/** What both sides wrote, and what was heard in voice notes. */
function textOf(turn: Turn): string {
  return [...turn.inbound, ...heardMessages(turn)].map(({ text }) => text).join("\n");
}
