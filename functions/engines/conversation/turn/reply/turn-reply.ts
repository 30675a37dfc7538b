import type { Attachment, Choice } from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import type { Conversation } from "../../conversation.ts";
import type { Turn } from "../../turn-record.ts";
import type { TurnAnswer } from "../ask-agent.ts";

/** A turn's reply to the caller that delivered the customer's message. */
export interface TurnReply {
  readonly conversationId: string;
  readonly turnId: string;
  readonly messageId: string;
  /** Null during a handoff or an open burst window. Later messages come in the conversation's events. */
  readonly text: string | null;
  /** Choices for the customer. */
  readonly choices: readonly Choice[];
  /** Files sent with the reply, at public URLs. */
  readonly media: readonly Attachment[];
  /** Separate messages sent after the reply, such as a survey's question. */
  readonly more: readonly FurtherMessage[];
  readonly status: Conversation["status"];
  readonly citations: readonly { readonly id: string; readonly title: string }[];
  readonly toolCalls: readonly { readonly name: string; readonly status: "completed" | "failed" }[];
}

interface FurtherMessage {
  readonly messageId: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

/** The reply from a fresh answer, in full: the conversation clips long texts. */
export function replyOfAnswer(conversation: Conversation, turnId: string, answer: TurnAnswer): TurnReply {
  const reply = noReply(conversation, turnId, deriveId(turnId, "reply"));
  const [first, ...rest] = conversation.recent.filter((said) => said.turnId === turnId && said.role === "agent");
  if (!first) return reply;
  const { outcome, content } = answer;
  const citations = outcome.status === "reply" ? outcome.citations : [];
  return {
    ...reply,
    text: content?.text ?? first.text,
    choices: first.choices,
    media: content?.media ?? [],
    more: rest.map(({ id: messageId, text, choices }) => ({ messageId, text, choices })),
    citations: citations.map(({ id, title }) => ({ id, title })),
    toolCalls: outcome.toolCalls.map(({ name, status }) => ({ name, status })),
  };
}

/** The reply from the turn's record, for an event that was answered before. */
export function replyOfRecord(conversation: Conversation, turn: Turn, reply: NonNullable<Turn["reply"]>): TurnReply {
  const { text, choices, media, citations } = reply;
  return {
    ...noReply(conversation, turn.id, deriveId(turn.id, "reply")),
    text,
    choices,
    media,
    more: turn.more.map(({ messageId, text, choices }) => ({ messageId, text, choices })),
    citations,
    toolCalls: turn.toolCalls.map(({ name, status }) => ({ name, status })),
  };
}

/** The reply of a turn that said nothing, or has not answered yet. */
export function noReply(conversation: Conversation, turnId: string, messageId: string): TurnReply {
  const { id: conversationId, status } = conversation;
  const nothing = { text: null, choices: [], media: [], more: [], citations: [], toolCalls: [] };
  return { conversationId, turnId, messageId, status, ...nothing };
}
