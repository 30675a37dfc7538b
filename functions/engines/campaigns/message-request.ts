import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { filledContent, type TextValues, unknownNames } from "../../../shared/channels/templates/fill-text.ts";
import { templateUse } from "../../../shared/channels/templates/template-use.ts";
import { messageRequested } from "../../../shared/events/index.ts";
import type { TenantIds } from "../../../shared/platform/tenant-ids.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";
import { type Campaign, chunkIdOf } from "./campaign.ts";
import { settledAsErased } from "./recipients/erased-recipient.ts";
import { type CampaignRecipient, isErased } from "./recipients/recipients.ts";

/**
 * Requests a campaign's message in the recipient's conversation. A retry has the same request id. A recipient who was
 * erased gets none, and the campaign counts that.
 */
export function requestTo(
  recipient: CampaignRecipient,
  of: {
    readonly ids: TenantIds;
    readonly campaign: Campaign;
    readonly chunk: number;
    readonly index: number;
  },
): NewEvent {
  const { ids, campaign, chunk, index } = of;
  const { channel, accountAddress, purpose, configName } = campaign;
  const chunkId = chunkIdOf(campaign.id, chunk);
  const requestId = recipientRequestId(chunkId, index);
  const origin = { kind: "campaign", id: chunkId } as const;
  if (isErased(recipient)) return settledAsErased({ requestId, origin });
  const values = recipientValues(recipient, campaign);
  const conversationId = conversationIdOf(ids, channel, recipient.address);
  return newEvent(messageRequested, conversationId, {
    requestId,
    origin,
    purpose,
    conversationId,
    recipient: { channel, accountAddress, address: recipient.address, name: recipient.name },
    ...filledContent(campaign.message, values),
    template: templateUse(campaign.template ?? undefined, values),
    unlessWrittenSince: null,
    configName,
  });
}

/** What a campaign's texts may speak of. A column that this recipient has no value in is left out of them. */
export function recipientValues(
  { fields, name }: CampaignRecipient,
  { columns = [], clientName }: Pick<Campaign, "columns" | "clientName">,
): TextValues {
  const unset = Object.fromEntries(columns.map((column) => [column, null]));
  return {
    ...unset,
    ...fields,
    ...Object.fromEntries(nameColumns.map((column) => [column, name])),
    client_name: clientName ?? null,
  };
}

/** What the recipient's name is called. */
const nameColumns = ["customer_name", "name"];

/** Names in a campaign's texts that only its recipients can give. */
export function ownNames({ message, template }: Pick<Campaign, "message" | "template">): readonly string[] {
  const texts = [message, ...Object.values(template?.values ?? {})];
  return [...new Set(texts.flatMap((text) => unknownNames(text, [...nameColumns, "client_name"])))];
}

export function recipientRequestId(chunkId: string, index: number): string {
  return `${chunkId}.${index}`;
}

/** The recipient's index within its chunk, read from the request id. */
export function recipientIndexOf(requestId: string): string {
  return requestId.slice(requestId.lastIndexOf(".") + 1);
}
