import { keptText } from "../../../../../shared/contracts/conversation/conversation-summary.ts";
import { turnHeard } from "../../../../../shared/events/index.ts";
import { put } from "../../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../../shared/platform/platform.ts";
import { RetryableError, TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { Conversation, Message } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import { type SentMessage, type Turn, turns } from "../../turn-record.ts";

/**
 * Records that only the beginning of a turn's reply reached the customer. The conversation and the turn's record then
 * hold what was heard. The record keeps the rest as `unheard`.
 */
export function recordHeardStep({ platform }: { readonly platform: Pick<Platform, "documents"> }) {
  return step({
    name: "conversation-record-heard",
    on: turnHeard,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    async gather(_conversation, { tenantId, data: { turnId } }) {
      const turn = await platform.documents.get(tenantId, turns.collection, turnId);
      if (!turn) throw new RetryableError("turn-unknown", `No turn ${turnId} yet for a report of what was heard`);
      return turn;
    },

    decide(conversation, { data: { turnId, messageId, characters } }, stored, now) {
      if (!conversation) return undefined;
      const turn = turnAsHeard(stored.data.state, { messageId, characters });
      if (!turn) return undefined;
      return {
        document: { ...conversation, recent: recentAsHeard(conversation.recent, turn), updatedAt: now.toISOString() },
        writes: [put(turns.collection, turnId, { ...stored.data, state: turn }, { ifVersion: stored.version })],
      };
    },
  });
}

/**
 * The turn reduced to what was heard. Undefined when all of it was heard. Messages after the interrupted one were not
 * heard.
 * @throws TerminalError `message-unknown` when the turn has no such message.
 */
export function turnAsHeard(
  turn: Turn,
  heard: { readonly messageId: string; readonly characters: number },
): Turn | undefined {
  const { reply, more } = turn;
  const said = [...(reply ? [reply] : []), ...more];
  const at = said.findIndex(({ messageId }) => messageId === heard.messageId);
  if (at < 0) throw new TerminalError("message-unknown", `The turn ${turn.id} has no message ${heard.messageId}.`);
  const next = said.map((message, index) =>
    index < at ? message : messageAsHeard(message, index === at ? heard.characters : 0),
  );
  if (next.every((message, index) => message === said[index])) return undefined;
  const [first = null, ...rest] = next;
  return reply ? { ...turn, reply: first, more: rest } : { ...turn, more: next };
}

function messageAsHeard(message: SentMessage, characters: number): SentMessage {
  const { text } = message;
  if (characters >= text.length) return message;
  const inPair = /[\uD800-\uDBFF]/.test(text[characters - 1] ?? "");
  const end = inPair ? characters - 1 : characters;
  return { ...message, text: text.slice(0, end), unheard: text.slice(end) + (message.unheard ?? "") };
}

/** Removes a message that was not heard at all: the agent must not rely on it. */
function recentAsHeard(recent: Conversation["recent"], { reply, more }: Turn): Message[] {
  const heard = new Map([...(reply ? [reply] : []), ...more].map((message) => [message.messageId, message]));
  return recent.flatMap((message) => {
    const spoken = heard.get(message.id);
    if (spoken?.unheard === undefined) return [message];
    return spoken.text === "" ? [] : [{ ...message, text: keptText(spoken.text) }];
  });
}
