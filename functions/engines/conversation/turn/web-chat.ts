import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { type Attachment, type MessageReceived, messageReceived } from "../../../../shared/events/index.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import type { Event } from "../../../../shared/runtime/step.ts";

/** The conversation id of a web chat session. */
export function webChatId(ids: TenantIds, sessionId: string): string {
  return conversationIdOf(ids, "web_chat", sessionId);
}

/** Converts a web chat message to the turn step's event. */
export function webChatMessage(said: {
  readonly eventId: string;
  readonly messageId: string;
  readonly ids: TenantIds;
  readonly sessionId: string;
  readonly text: string;
  readonly choiceId: string | null;
  readonly attachments: readonly Attachment[];
  readonly configName: string | null;
  readonly at: Date;
}): Event<MessageReceived> {
  const { ids, sessionId, messageId, text, choiceId, attachments, configName } = said;
  const conversationId = webChatId(ids, sessionId);
  return envelopeOf(messageReceived, {
    id: said.eventId,
    tenantId: ids.tenantId,
    key: conversationId,
    at: said.at,
    data: {
      conversationId,
      messageId,
      channel: "web_chat",
      accountAddress: null,
      customerAddress: sessionId,
      customerName: null,
      text,
      attachments: [...attachments],
      choiceId,
      thread: null,
      configName,
    },
  });
}
