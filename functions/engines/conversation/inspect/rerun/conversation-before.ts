import type { TenantIds } from "../../../../../shared/platform/tenant-ids.ts";
import { type Inbound, type Message, withMessages } from "../../conversation.ts";
import { newConversation, type StoredConversation } from "../../conversations.ts";
import { draftSession } from "../../drafts/draft.ts";
import { createConversation } from "../../session/session.ts";
import { webChatId } from "../../turn/web-chat.ts";
import { customerMessages, heardMessages, type Turn } from "../../turn-record.ts";

/**
 * A web chat of a sandbox as a conversation stood before a turn, as far as the turns' records tell. What tools noted, open
 * confirmations and the customer's profile are not in them. Pure.
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
    /** How many messages of the earlier turns the model may read again. */
    readonly messages: number;
    readonly now: Date;
  },
): StoredConversation {
  const { earlier, pending, ids, config } = given;
  const at = given.now.toISOString();
  const said = earlier.flatMap(messagesOf);
  const recent = said.slice(-given.messages);
  const turnsLeftOut = turn.index - 1 - new Set(recent.map(({ turnId }) => turnId)).size;
  const begun = createConversation(ids, config, {
    id: webChatId(ids, draftSession),
    channel: "web_chat",
    accountAddress: null,
    address: draftSession,
    name: given.customerName,
    thread: null,
    at,
    lastInboundAt: at,
  });
  return newConversation({
    ...begun,
    ...(turnsLeftOut > 0 ? { unsummarised: turnsLeftOut } : {}),
    ...withMessages({ recent: [], unsummarised: Math.max(0, turnsLeftOut) }, recent),
    pending: pending.map(({ id, text, choiceId }) => ({ id, text, choiceId, attachments: [], at })),
    language: languageBefore(earlier),
    turnCount: turn.index - 1,
  });
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
