import { setTimeout as sleep } from "node:timers/promises";
import { earlierConversationIds } from "../../../../shared/channels/recipient.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Visitor } from "../../../../shared/security/visitor-tokens.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import { stopWhenAborted } from "../handoff/events.ts";
import { type Turns, turnEvents } from "../turn/open-turns.ts";
import type { TurnReply } from "../turn/turn-reply.ts";
import { webChatId, webChatMessage } from "../turn/web-chat.ts";
import { type Turn, turns } from "../turn-record.ts";
import { type VisitorMessage, type VisitorStatus, type VisitorStreamEvent, visitorMessages } from "./visitor-views.ts";

interface Said {
  /** The browser's own id of the message. The message may arrive several times and is answered once. */
  readonly id: string;
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
}

interface History {
  /** Oldest first. */
  readonly messages: readonly VisitorMessage[];
  readonly status: VisitorStatus;
  /** True when the list starts with the conversation's first message. */
  readonly is_whole: boolean;
  /** The position from which `events` continues. */
  readonly after: number;
}

/** Number of turns a browser gets when it opens. */
const historyTurns = 50;
/** Poll intervals of one watcher. Each poll is one read; without watchers there is no read. */
const watchEveryMs = { first: 500, later: 3_000 };
/** After this time without a message, polls become less frequent. */
const quietAfterMs = 120_000;

/** Gives a visitor their own conversation and no other. The session alone identifies it. */
export function visitorChat(dependencies: {
  readonly turns: Turns;
  readonly documents: Documents;
  readonly now: () => Date;
}) {
  const { documents, now } = dependencies;

  /** Until the visitor writes again, a conversation of an older release stands under its former id. */
  const conversationOf = async ({ tenantId, sessionId }: Visitor): Promise<Conversation | undefined> => {
    const ids = await documents.ids(tenantId);
    for (const id of [webChatId(ids, sessionId), ...earlierConversationIds(ids, "web_chat", sessionId)]) {
      const stored = await documents.get(tenantId, conversations.collection, id);
      if (stored) return stored.data.state;
    }
    return undefined;
  };

  async function turnsOf(
    { tenantId, sessionId }: Visitor,
    page: { readonly after: number; readonly direction: "asc" | "desc" },
  ): Promise<readonly Turn[]> {
    const ids = await documents.ids(tenantId);
    for (const id of [webChatId(ids, sessionId), ...earlierConversationIds(ids, "web_chat", sessionId)]) {
      const { items } = await documents.query(tenantId, turns.collection, {
        where: [
          ["state.conversationId", "==", id],
          ["state.index", ">", page.after],
        ],
        orderBy: { field: "state.index", direction: page.direction },
        limit: historyTurns,
      });
      if (items.length > 0) return items.map(({ data }) => data.state);
    }
    return [];
  }

  return {
    /** Streams tokens and tools, then the whole message, then `done`. */
    async *say({ tenantId, sessionId }: Visitor, { id, ...said }: Said): AsyncGenerator<VisitorStreamEvent> {
      const eventId = deriveId("visitor", tenantId, sessionId, id);
      const at = now();
      const event = webChatMessage({
        eventId,
        messageId: id,
        ids: await documents.ids(tenantId),
        sessionId,
        ...said,
        configName: null,
        at,
      });
      for await (const each of turnEvents(dependencies.turns, event, { repeatable: true })) {
        if (each.type === "token") yield { event: "token", data: { text: each.text } };
        else if (each.type === "tool") yield { event: "tool", data: { status: each.status } };
        else if (each.type === "message") yield { event: "message", data: answerOf(each.reply, now()) };
        else yield { event: each.type, data: {} };
      }
    },

    async history(visitor: Visitor): Promise<History> {
      const [conversation, newest] = await Promise.all([
        conversationOf(visitor),
        turnsOf(visitor, { after: 0, direction: "desc" }),
      ]);
      return {
        messages: newest.toReversed().flatMap(visitorMessages),
        status: conversation?.status ?? "active",
        is_whole: newest.length < historyTurns,
        after: newest[0]?.index ?? 0,
      };
    },

    /** Streams a `turn` event for each turn after a position, and `status` on each change, until the visitor leaves. */
    async *events(visitor: Visitor, from: { after: number; signal: AbortSignal }): AsyncGenerator<VisitorStreamEvent> {
      let seen = from.after;
      let status: string | undefined;
      let changedAt = performance.now();
      while (!from.signal.aborted) {
        const conversation = await conversationOf(visitor);
        if (conversation && conversation.turnCount > seen) {
          for (const turn of await turnsOf(visitor, { after: seen, direction: "asc" })) {
            seen = turn.index;
            yield { event: "turn", id: String(seen), data: { messages: visitorMessages(turn) } };
          }
          changedAt = performance.now();
        }
        if (conversation && conversation.status !== status) {
          ({ status } = conversation);
          yield { event: "status", data: { status: conversation.status } };
        }
        const quiet = performance.now() - changedAt > quietAfterMs;
        const pause = quiet ? watchEveryMs.later : watchEveryMs.first;
        await sleep(pause, undefined, { signal: from.signal }).catch(stopWhenAborted);
      }
    },
  };
}

function answerOf(
  reply: TurnReply,
  at: Date,
): { readonly message: VisitorMessage | null; readonly status: VisitorStatus } {
  const { status, messageId: message_id, text, choices, media, citations } = reply;
  if (text === null) return { message: null, status };
  const attachments = media.map(({ url, contentType }) => ({ url, content_type: contentType }));
  const spoken = { role: "agent" as const, attachments, at: at.toISOString() };
  return { message: { message_id, text, choices, citations, ...spoken }, status };
}
