import { z } from "zod";
import type { DeliveryProgress } from "../../../shared/contracts/sending/delivery-progress.ts";
import { ChannelType, Purpose } from "../../../shared/events/index.ts";
import { type DirectMessage, requestIdOf } from "./direct-message.ts";

const Links = z.object({
  self: z.string().describe("Where the outcome is read."),
  conversation: z.string().describe("The conversation that holds the message."),
});

/** A message in API responses. */
export const DirectMessageView = z
  .object({
    message_id: z.string().describe("The id of this message, for GET /v1/messages/{id}."),
    request_id: z
      .string()
      .describe("The request of the newest attempt, as `request_id` of the webhook `message.settled` names it."),
    conversation_id: z.string(),
    channel: ChannelType,
    purpose: Purpose,
    status: z
      .enum(["queued", "waiting", "sent", "delivered", "read", "failed", "skipped"])
      .describe("waiting: tried again by itself at `until`. failed, skipped: `reason` tells why. Both are final."),
    reason: z
      .string()
      .nullable()
      .describe("A stable code such as opted-out, quiet-hours or the provider's error code."),
    until: z.string().nullable().describe("When a waiting message is tried again."),
    sent_as: z.string().nullable().describe("The id of the message in its conversation, once it was handed over."),
    created_at: z.string(),
    updated_at: z.string(),
    links: Links.describe("Where to read on: this message, and its conversation."),
  })
  .meta({ id: "DirectMessage" });

export function directMessageView(
  message: DirectMessage,
  progress: DeliveryProgress | null,
): z.infer<typeof DirectMessageView> {
  const { id, conversationId, channel, purpose, reason, until, messageId } = message;
  return {
    message_id: id,
    request_id: requestIdOf(message),
    conversation_id: conversationId,
    channel,
    purpose,
    status: statusOf(message, progress),
    reason: progress?.status === "failed" ? progress.errorCode : reason,
    until,
    sent_as: messageId,
    created_at: message.createdAt,
    updated_at: message.updatedAt,
    links: { self: `/v1/messages/${id}`, conversation: `/v1/conversations/${conversationId}` },
  };
}

/** The message as it was when it was ordered: a repeated order gets the first answer. */
export function acceptedView(message: DirectMessage): z.infer<typeof DirectMessageView> {
  const { createdAt: updatedAt } = message;
  const then = { status: "requested", reason: null, until: null, attempt: 1, messageId: null, updatedAt } as const;
  return directMessageView({ ...message, ...then }, null);
}

function statusOf({ status }: DirectMessage, progress: DeliveryProgress | null) {
  if (status === "requested") return "queued";
  return status === "sent" ? (progress?.status ?? "sent") : status;
}
