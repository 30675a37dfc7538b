import {
  chatMessageTaken,
  conversationOpened,
  type MessageReceived,
  replySent,
} from "../../../../shared/events/index.ts";
import { type Decision, type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";

/** Which events report a turn. */
export interface TurnNotice {
  /** The messages of its reply, for the tenant's own servers. Analytics gets none. */
  readonly reply: boolean;
  /** The message began a session. */
  readonly opened: boolean;
  /** The message of this request. Undefined for a message from the bus: its own event has reported it. */
  readonly taken?: MessageReceived | undefined;
}

/** The decision of a turn, and the events that tell of it. Pure. */
export function withNotices(
  decision: Decision<Conversation> | undefined,
  turnId: string,
  notice: TurnNotice,
): Decision<Conversation> | undefined {
  if (decision === undefined) return undefined;
  const after = decision.document;
  const { id: conversationId, channel, customer, updatedAt: at } = after;
  const opened = newEvent(conversationOpened, conversationId, {
    conversationId,
    customerId: customer.id,
    channel,
    at,
  });
  const told = [
    ...(notice.opened ? [opened] : []),
    ...(notice.taken ? [takenNotice(notice.taken)] : []),
    ...(notice.reply ? replyNotices(after, turnId, null) : []),
  ];
  return told.length === 0 ? decision : { ...decision, publish: [...(decision.publish ?? []), ...told] };
}

/** The reply of a turn, if the channel took any of its messages. Pure. */
export function replyNotices(
  { id: conversationId, channel, recent }: Conversation,
  turnId: string,
  operator: string | null,
): readonly NewEvent[] {
  const role = operator === null ? "agent" : "operator";
  const messages = recent
    .filter((message) => message.turnId === turnId && message.role === role && message.delivery?.status !== "failed")
    .map(({ id: messageId, text }) => ({ messageId, text }));
  if (messages.length === 0) return [];
  return [newEvent(replySent, conversationId, { conversationId, turnId, channel, operator, messages })];
}

function takenNotice(message: MessageReceived): NewEvent {
  const { conversationId, messageId, channel, customerAddress, customerName, text, choiceId, attachments } = message;
  return newEvent(chatMessageTaken, conversationId, {
    conversationId,
    messageId,
    channel,
    address: customerAddress,
    name: customerName,
    text,
    choiceId,
    attachments: attachments.length,
  });
}
