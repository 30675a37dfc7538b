import { z } from "zod";
import { ChannelType, FollowUpKind, Purpose } from "../../../shared/events/index.ts";
import type { FollowUp } from "./follow-up.ts";

/** A follow-up in API responses. */
export const FollowUpView = z
  .object({
    id: z.string(),
    kind: FollowUpKind,
    condition: z.string(),
    purpose: Purpose,
    conversation_id: z.string().nullable(),
    channel: ChannelType,
    text: z.string(),
    unknown_placeholders: z.array(z.string()).describe("Names in the text that stand for nothing: it is not sent."),
    template: z.string().nullable(),
    due_at: z.string(),
    status: z.enum(["scheduled", "asked", "deferred", "sent", "skipped", "cancelled"]),
    reason: z.string().nullable(),
    message_id: z.string().nullable(),
    history: z.array(
      z.object({ at: z.string(), what: z.string(), reason: z.string().nullable(), until: z.string().nullable() }),
    ),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "FollowUp" });

export function followUpView(followUp: FollowUp): z.infer<typeof FollowUpView> {
  const { id, kind, condition, purpose, channel, status, reason, history } = followUp;
  return {
    id,
    kind,
    condition,
    purpose,
    conversation_id: followUp.conversationId,
    channel,
    text: followUp.content.text,
    unknown_placeholders: followUp.unknownPlaceholders ?? [],
    template: followUp.template?.name ?? null,
    due_at: followUp.dueAt,
    status,
    reason,
    message_id: followUp.messageId,
    history,
    created_at: followUp.createdAt,
    updated_at: followUp.updatedAt,
  };
}
