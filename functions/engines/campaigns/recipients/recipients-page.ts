import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import {
  type DeliveryProgress,
  deliveryProgress,
  messageDeliveries,
  turnDeliveries,
} from "../../../../shared/contracts/sending/delivery-progress.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { addCounts, type Campaign, type CampaignCounts, chunkIdOf } from "../campaign.ts";
import type { RecipientView } from "../views.ts";
import { chunkOutcomes, countsOf, type RecipientOutcome, recipientChunks } from "./recipients.ts";

/** One chunk's recipients and their outcomes. Costs two reads, plus two per sent message with `delivery`. */
export async function recipientsOfChunk(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly campaign: Campaign; readonly chunk: number; readonly delivery: boolean },
): Promise<RecipientView[]> {
  const { tenantId, campaign, chunk, delivery } = of;
  const chunkId = chunkIdOf(campaign.id, chunk);
  const ids = await documents.ids(tenantId);
  const [recipients, stored] = await Promise.all([
    documents.get(tenantId, recipientChunks, chunkId),
    documents.get(tenantId, chunkOutcomes.collection, chunkId),
  ]);
  const outcomes = stored?.data.state.outcomes ?? {};
  return Promise.all(
    (recipients?.data.recipients ?? []).map(async ({ address, name }, index) => {
      const outcome = outcomes[index];
      const conversationId = conversationIdOf(ids, campaign.channel, address);
      const message = { tenantId, outcome, conversationId };
      const delivered = delivery ? await deliveryOf(documents, message) : null;
      return {
        address,
        name,
        outcome: outcome?.outcome ?? ("waiting" as const),
        reason: outcome?.reason ?? null,
        delivery: delivered?.status ?? null,
        delivery_error: delivered?.errorCode ?? null,
        at: outcome?.at ?? null,
        message_id: outcome?.messageId ?? null,
        call_id: outcome?.call?.id ?? null,
        attempts: outcome?.call?.attempts ?? null,
      };
    }),
  );
}

/** A message's delivery progress; null if nothing was sent or no report exists. Costs two reads. */
async function deliveryOf(
  documents: Documents,
  message: {
    readonly tenantId: TenantId;
    readonly outcome: RecipientOutcome | undefined;
    readonly conversationId: string;
  },
): Promise<DeliveryProgress | null> {
  const { tenantId, outcome, conversationId } = message;
  if (!outcome || outcome.turnId === null || outcome.messageId === null) return null;
  const [turn, conversation] = await Promise.all([
    documents.get(tenantId, turnDeliveries, outcome.turnId),
    documents.get(tenantId, messageDeliveries, conversationId),
  ]);
  const sent = conversation?.data.state.recent.find(({ id }) => id === outcome.messageId)?.delivery;
  return deliveryProgress(outcome.messageId, sent, turn?.data.state.deliveries ?? {});
}

/** Totals of chunks that have started and not settled. Usually costs one or two reads. */
export async function countsUnderWay(
  documents: Documents,
  tenantId: TenantId,
  campaign: Campaign,
): Promise<CampaignCounts> {
  const settled = new Set(campaign.settledChunks);
  const started = campaign.chunkSizes.map((_size, chunk) => chunk).filter((chunk) => chunk <= campaign.next.chunk);
  const open = await Promise.all(
    started
      .filter((chunk) => !settled.has(chunk))
      .map((chunk) => documents.get(tenantId, chunkOutcomes.collection, chunkIdOf(campaign.id, chunk))),
  );
  return open.reduce<CampaignCounts>((sum, stored) => (stored ? addCounts(sum, countsOf(stored.data.state)) : sum), {
    sent: 0,
    skipped: {},
  });
}
