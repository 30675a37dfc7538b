import type { Attachment, Choice } from "../../../../shared/events/index.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Conversation } from "../conversation.ts";
import type { Turn } from "../turn-record.ts";
import type { TurnAnswer } from "./ask-agent.ts";

/** What a turn gave back to whoever brought the customer's message. */
export interface TurnReply {
  readonly conversationId: string;
  readonly turnId: string;
  readonly messageId: string;
  /** Null while a person has the conversation or a burst window is open: what follows comes in its events. */
  readonly text: string | null;
  /** What the customer may pick from. */
  readonly choices: readonly Choice[];
  /** Files that go with it, where everyone may fetch them. */
  readonly media: readonly Attachment[];
  /** What is said after the reply, as messages of their own: a survey's question, say. */
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

/** The reply as it was answered just now, whole: the conversation keeps a long one clipped. */
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

/** The reply as the turn's record has it: the event came before. */
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

/** Nothing was said in the turn, or not yet. */
export function noReply(conversation: Conversation, turnId: string, messageId: string): TurnReply {
  const { id: conversationId, status } = conversation;
  const nothing = { text: null, choices: [], media: [], more: [], citations: [], toolCalls: [] };
  return { conversationId, turnId, messageId, status, ...nothing };
}
