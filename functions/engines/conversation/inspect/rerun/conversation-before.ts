import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import { type Inbound, type Message, withMessages } from "../../conversation.ts";
import { newConversation, type StoredConversation } from "../../conversations.ts";
import { createConversation } from "../../turn/session.ts";
import { webChatId } from "../../turn/web-chat.ts";
import { customerMessages, heardMessages, type Turn } from "../../turn-record.ts";
import type { GivenNotes } from "../turn-trace.ts";

/**
 * A web chat of a sandbox as a conversation stood before a turn, as far as the turns' records tell. Open confirmations and who
 * the customer proved to be are not in them. Pure.
 */
export function conversationBefore(
  turn: Pick<Turn, "index">,
  given: {
    /** The turns before it, oldest first. */
    readonly earlier: readonly Turn[];
    /** Its messages but for the last, which wait for an answer. */
    readonly pending: readonly Inbound[];
    readonly customerName: string | null;
    readonly ids: TenantIds;
    readonly config: StoredConversation["config"];
    readonly session: string;
    /** The summary and what was noted, as the model was told then. Undefined: it is not kept. */
    readonly notes: GivenNotes | undefined;
    /** How many messages of the earlier turns the model may read again, where the notes do not tell. */
    readonly messages: number;
    readonly now: Date;
  },
): StoredConversation {
  const { earlier, pending, ids, config, notes, session } = given;
  const at = given.now.toISOString();
  const said = earlier.flatMap(messagesOf);
  const recent = lastOf(said, notes?.recent ?? given.messages);
  const turnsLeftOut = turn.index - 1 - new Set(recent.map(({ turnId }) => turnId)).size;
  const missing = Math.max(0, notes?.missing ?? turnsLeftOut);
  const begun = createConversation(ids, config, {
    id: webChatId(ids, session),
    channel: "web_chat",
    accountAddress: null,
    address: session,
    name: given.customerName,
    thread: null,
    at,
    lastInboundAt: at,
  });
  return newConversation({
    ...begun,
    ...(notes && { summary: notes.summary, context: notes.context }),
    ...(missing > 0 ? { unsummarised: missing } : {}),
    ...withMessages({ recent: [], unsummarised: missing }, recent),
    pending: pending.map(({ id, text, choiceId }) => ({ id, text, choiceId, attachments: [], at })),
    language: languageBefore(earlier),
    turnCount: turn.index - 1,
  });
}

function lastOf<T>(all: readonly T[], count: number): readonly T[] {
  return count === 0 ? [] : all.slice(-count);
}

/** What was said in a turn, as its conversation kept it. */
function messagesOf(turn: Turn): Message[] {
  const role = turn.by === null ? ("agent" as const) : ("operator" as const);
  const answers = heardMessages(turn).map(
    ({ messageId: id, text, choices }): Message => ({
      id,
      turnId: turn.id,
      role,
      text,
      choices,
      at: turn.at,
      delivery: null,
    }),
  );
  return [...customerMessages(turn.inbound, turn.id), ...answers];
}

function languageBefore(earlier: readonly Turn[]): string {
  const language = earlier.findLast(({ signals }) => typeof signals.language === "string")?.signals.language;
  return typeof language === "string" ? language : "en";
}
