import { fillMessage } from "../../../shared/channels/fill-message.ts";
import { conversationIdOf } from "../../../shared/channels/recipient.ts";
import { templateUse } from "../../../shared/channels/template-use.ts";
import { messageRequested, textContent } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";
import { type Campaign, chunkIdOf } from "./campaign.ts";
import type { CampaignRecipient } from "./recipients.ts";

/** Requests a campaign's message in the recipient's conversation. A retry has the same request id. */
export function requestTo(
  recipient: CampaignRecipient,
  of: {
    readonly tenantId: TenantId;
    readonly campaign: Campaign;
    readonly chunk: number;
    readonly index: number;
  },
): NewEvent {
  const { tenantId, campaign, chunk, index } = of;
  const { channel, accountAddress, purpose, configName } = campaign;
  const chunkId = chunkIdOf(campaign.id, chunk);
  const values = { ...recipient.fields, customer_name: recipient.name };
  const conversationId = conversationIdOf(tenantId, channel, recipient.address);
  return newEvent(messageRequested, conversationId, {
    requestId: recipientRequestId(chunkId, index),
    origin: { kind: "campaign", id: chunkId },
    purpose,
    conversationId,
    recipient: { channel, accountAddress, address: recipient.address, name: recipient.name },
    content: textContent(fillMessage(campaign.message, values)),
    template: templateUse(campaign.template ?? undefined, values),
    unlessWrittenSince: null,
    configName,
  });
}

export function recipientRequestId(chunkId: string, index: number): string {
  return `${chunkId}.${index}`;
}

/** The recipient's index within its chunk, read from the request id. */
export function recipientIndexOf(requestId: string): string {
  return requestId.slice(requestId.lastIndexOf(".") + 1);
}
