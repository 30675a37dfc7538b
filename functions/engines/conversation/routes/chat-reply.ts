import { z } from "zod";
import { Choice } from "../../../../shared/events/index.ts";
import type { TurnReply } from "../turn/turn-reply.ts";

export const ChatReply = z.object({
  conversation_id: z.string(),
  message_id: z.string(),
  /** Null while a person has the conversation or a burst window is open: what follows comes in its events. */
  reply: z.string().nullable(),
  /** What the customer may pick from: sent back as a message with the label and `choice_id`. */
  choices: z.array(Choice),
  /** Files that go with it, where everyone may fetch them. */
  attachments: z.array(z.object({ url: z.string(), content_type: z.string() })),
  /** What is said after the reply, as messages of their own: a survey's question, say. */
  more: z.array(z.object({ message_id: z.string(), text: z.string(), choices: z.array(Choice) })),
  status: z.enum(["active", "escalated", "resolved"]),
  citations: z.array(z.object({ id: z.string(), title: z.string() })),
  actions: z.array(z.object({ tool: z.string(), status: z.enum(["completed", "failed"]) })),
});
type ChatReply = z.infer<typeof ChatReply>;

/** A turn's reply as the API shows it. */
export function chatReplyOf(reply: TurnReply): ChatReply {
  return {
    conversation_id: reply.conversationId,
    message_id: reply.messageId,
    reply: reply.text,
    choices: [...reply.choices],
    attachments: reply.media.map(({ url, contentType }) => ({ url, content_type: contentType })),
    more: reply.more.map(({ messageId, text, choices }) => ({ message_id: messageId, text, choices: [...choices] })),
    status: reply.status,
    citations: reply.citations.map(({ id, title }) => ({ id, title })),
    actions: reply.toolCalls.map(({ name, status }) => ({ tool: name, status })),
  };
}
