import { z } from "zod";
import { Choice } from "../../../../shared/events/index.ts";
import type { TurnReply } from "../turn/reply/turn-reply.ts";

export const ChatReply = z
  .object({
    conversation_id: z.string(),
    message_id: z.string(),
    /** Null during a handoff or an open burst window. Later messages come in the conversation's events. */
    reply: z.string().nullable(),
    /** Choices for the customer. To pick one, send its label as the message with its `choice_id`. */
    choices: z.array(Choice),
    /** Files sent with the reply, at public URLs. */
    attachments: z.array(z.object({ url: z.string(), content_type: z.string() })),
    /** Separate messages sent after the reply, such as a survey's question. */
    more: z.array(z.object({ message_id: z.string(), text: z.string(), choices: z.array(Choice) })),
    status: z.enum(["active", "escalated", "resolved"]),
    citations: z.array(z.object({ id: z.string(), title: z.string() })),
    actions: z.array(z.object({ tool: z.string(), status: z.enum(["completed", "failed"]) })),
  })
  .meta({ id: "ChatReply" });
type ChatReply = z.infer<typeof ChatReply>;

/** Converts a turn's reply to its API shape. */
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
