import {
  type CampaignRecipientDue,
  campaignRecipientDue,
  messageRequested,
  messageSettled,
} from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../shared/platform/tenant-ids.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { type Campaign, campaigns } from "./campaign.ts";
import { requestTo } from "./message-request.ts";
import { type CampaignRecipient, type ChunkOutcomes, chunkOutcomes, recipientChunks } from "./recipients/recipients.ts";
import { withOutcome } from "./record-outcome.ts";

interface Gathered {
  readonly ids: TenantIds;
  readonly campaign: Campaign;
  readonly recipient: CampaignRecipient;
}

/** While a campaign is paused, its deferred recipients are checked at this interval. */
const pausedRetryMs = 15 * 60_000;

/** Requests a deferred recipient's message again, unless the campaign was cancelled meanwhile. */
export function retryStep({ platform: { documents } }: { readonly platform: { readonly documents: Documents } }) {
  return step<CampaignRecipientDue, ChunkOutcomes, Gathered | undefined>({
    name: "campaigns-retry",
    on: campaignRecipientDue,
    publishes: [messageRequested, messageSettled],
    schedules: [campaignRecipientDue],
    document: chunkOutcomes,
    documentId: (event) => event.data.chunkId,

    async gather(chunk, { tenantId, data }) {
      if (chunk?.outcomes[data.index]?.outcome !== "deferred") return undefined;
      const [campaign, stored] = await Promise.all([
        documents.get(tenantId, campaigns.collection, data.campaignId),
        documents.get(tenantId, recipientChunks, data.chunkId),
      ]);
      const recipient = stored?.data.recipients[data.index];
      return campaign && recipient && { ids: await documents.ids(tenantId), campaign: campaign.data.state, recipient };
    },

    decide(chunk, event, gathered, now) {
      const { index, chunkId } = event.data;
      if (!chunk || !gathered || chunk.outcomes[index]?.outcome !== "deferred") return undefined;
      const { ids, campaign, recipient } = gathered;
      const at = now.toISOString();
      if (campaign.status === "cancelled") {
        const reason = "campaign-cancelled";
        return withOutcome(chunk, String(index), { outcome: "skipped", reason, at, messageId: null, turnId: null });
      }
      if (campaign.status === "paused") {
        const again = newEvent(campaignRecipientDue, chunkId, event.data);
        const name = `campaign-recipient-held-${event.id}`;
        return { document: chunk, schedule: [{ ...again, name, at: new Date(now.getTime() + pausedRetryMs) }] };
      }
      const of = { ids, campaign, chunk: chunk.chunk, index };
      return { document: chunk, publish: [requestTo(recipient, of)] };
    },
  });
}
