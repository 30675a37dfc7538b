import { fillText } from "../../../../shared/channels/templates/fill-text.ts";
import { callRequested } from "../../../../shared/events/index.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { type NewEvent, newEvent } from "../../../../shared/runtime/step.ts";
import { type Campaign, chunkIdOf } from "../campaign.ts";
import { recipientRequestId, recipientValues } from "../message-request.ts";
import { callEndedAsErased } from "../recipients/erased-recipient.ts";
import { type CampaignRecipient, isErased } from "../recipients/recipients.ts";

/**
 * Requests the agent's call to a recipient, with the campaign's text as what it is about. The call's id follows from the
 * recipient's place, so a request that is repeated after a crash dials nobody twice. A recipient who was erased gets none,
 * and the campaign counts that.
 */
export function callTo(
  recipient: CampaignRecipient,
  of: { readonly ids: TenantIds; readonly campaign: Campaign; readonly chunk: number; readonly index: number },
): NewEvent {
  const { ids, campaign, chunk, index } = of;
  const { purpose, configName } = campaign;
  const requestId = recipientRequestId(chunkIdOf(campaign.id, chunk), index);
  const callId = ids.of("campaign-call", requestId);
  const reference = { kind: "campaign", id: requestId } as const;
  if (isErased(recipient)) return callEndedAsErased({ callId, reference });
  const { text } = fillText(campaign.message, recipientValues(recipient, campaign));
  return newEvent(callRequested, callId, {
    callId,
    reference,
    purpose,
    configName,
    notBefore: null,
    customerAddress: recipient.address,
    customerName: recipient.name,
    briefing: `You call this customer for a campaign. Say this in your own words, and answer their questions: ${text}`,
  });
}
