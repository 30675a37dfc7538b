import { earlierConversationIds } from "../../../../shared/channels/addresses/recipient.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Visitor } from "../../../../shared/security/tokens/visitor-tokens.ts";
import { followConversation, storedConversation, turnsAtOnce, turnsOf } from "../follow-conversation.ts";
import { type Turns, turnEvents } from "../turn/open-turns.ts";
import type { TurnReply } from "../turn/reply/turn-reply.ts";
import { webChatId, webChatMessage } from "../turn/web-chat.ts";
import type { Turn } from "../turn-record.ts";
import { type VisitorMessage, type VisitorStatus, type VisitorStreamEvent, visitorMessages } from "./visitor-views.ts";

interface Said {
  /** The browser's own id of the message. The message may arrive several times and is answered once. */
  readonly id: string;
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
  /** Default: the tenant's active configuration. */
  readonly configName?: string | null;
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

/** Gives a visitor their own conversation and no other. The session alone identifies it. */
export function visitorChat(dependencies: {
  readonly turns: Turns;
  readonly documents: Documents;
  readonly now: () => Date;
}) {
  const { documents, now } = dependencies;

  /** Until the visitor writes again, a conversation of an older release stands under its former id. */
  const idsOf = async ({ tenantId, sessionId }: Visitor): Promise<readonly string[]> => {
    const ids = await documents.ids(tenantId);
    return [webChatId(ids, sessionId), ...earlierConversationIds(ids, "web_chat", sessionId)];
  };

  async function newestTurns(tenantId: TenantId, ids: readonly string[]): Promise<readonly Turn[]> {
    for (const id of ids) {
      const found = await turnsOf(documents, tenantId, { conversationId: id, after: 0, direction: "desc" });
      if (found.length > 0) return found;
    }
    return [];
  }

  return {
    async conversationId({ tenantId, sessionId }: Visitor): Promise<string> {
      return webChatId(await documents.ids(tenantId), sessionId);
    },

    /** Streams tokens and tools, then the whole message, then `done`. */
    async *say(
      { tenantId, sessionId }: Visitor,
      { id, configName = null, ...said }: Said,
    ): AsyncGenerator<VisitorStreamEvent> {
      const eventId = deriveId("visitor", tenantId, sessionId, id);
      const at = now();
      const event = webChatMessage({
        eventId,
        messageId: id,
        ids: await documents.ids(tenantId),
        sessionId,
        ...said,
        configName,
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
      const { tenantId } = visitor;
      const ids = await idsOf(visitor);
      const [conversation, newest] = await Promise.all([
        storedConversation(documents, tenantId, ids),
        newestTurns(tenantId, ids),
      ]);
      return {
        messages: newest.toReversed().flatMap(visitorMessages),
        status: conversation?.status ?? "active",
        is_whole: newest.length < turnsAtOnce,
        after: newest[0]?.index ?? 0,
      };
    },

    /** Streams a `turn` event for each turn after a position, and `status` on each change, until the visitor leaves. */
    async *events(visitor: Visitor, from: { after: number; signal: AbortSignal }): AsyncGenerator<VisitorStreamEvent> {
      let status: VisitorStatus | undefined;
      const ids = await idsOf(visitor);
      for await (const news of followConversation(documents, visitor.tenantId, { ...from, ids })) {
        for (const turn of news.turns)
          yield { event: "turn", id: String(turn.index), data: { messages: visitorMessages(turn) } };
        if (news.conversation.status === status) continue;
        ({ status } = news.conversation);
        yield { event: "status", data: { status } };
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
