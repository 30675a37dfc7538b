import { z } from "zod";
import { conversationIdOf } from "../../../shared/channels/recipient.ts";
import type { Collection, Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { addCounts, type Campaign, type CampaignCounts, chunkIdOf } from "./campaign.ts";
import { chunkOutcomes, countsOf, type RecipientOutcome, recipientChunks } from "./recipients.ts";
import type { RecipientView } from "./views.ts";

const Delivery = z.object({ status: z.string(), errorCode: z.string().nullable() });
const TurnGlimpse = z.object({ state: z.object({ deliveries: z.record(z.string(), Delivery) }) });

/** To read only: the conversation engine owns turn records. */
const turnGlimpses: Collection<z.infer<typeof TurnGlimpse>> = {
  name: "turns",
  schema: TurnGlimpse,
  indexes: [],
  confidential: true,
};

const Said = z.object({ id: z.string(), delivery: Delivery.nullable() });
const SaidGlimpse = z.object({ state: z.object({ recent: z.array(Said) }) });

/** To read only, as above. */
const saidGlimpses: Collection<z.infer<typeof SaidGlimpse>> = {
  name: "conversations",
  schema: SaidGlimpse,
  indexes: [],
  confidential: true,
};

/** One chunk's recipients and what became of them. Two reads, and with `delivery` one or two for each that was sent. */
export async function recipientsOfChunk(
  documents: Documents,
  of: { readonly tenantId: TenantId; readonly campaign: Campaign; readonly chunk: number; readonly delivery: boolean },
): Promise<RecipientView[]> {
  const { tenantId, campaign, chunk, delivery } = of;
  const chunkId = chunkIdOf(campaign.id, chunk);
  const [recipients, stored] = await Promise.all([
    documents.get(tenantId, recipientChunks, chunkId),
    documents.get(tenantId, chunkOutcomes.collection, chunkId),
  ]);
  const outcomes = stored?.data.state.outcomes ?? {};
  return Promise.all(
    (recipients?.data.recipients ?? []).map(async ({ address, name }, index) => {
      const outcome = outcomes[index];
      const conversationId = conversationIdOf(tenantId, campaign.channel, address);
      const said = { tenantId, outcome, conversationId };
      const delivered = delivery ? await deliveryOf(documents, said) : undefined;
      return {
        address,
        name,
        outcome: outcome?.outcome ?? ("waiting" as const),
        reason: outcome?.reason ?? null,
        delivery: delivered?.status ?? null,
        delivery_error: delivered?.errorCode ?? null,
        at: outcome?.at ?? null,
        message_id: outcome?.messageId ?? null,
      };
    }),
  );
}

/**
 * How far a message has come: what the provider reported of its turn, of several parts the one that failed; before any
 * report, what it answered when the message was handed over.
 */
async function deliveryOf(
  documents: Documents,
  said: {
    readonly tenantId: TenantId;
    readonly outcome: RecipientOutcome | undefined;
    readonly conversationId: string;
  },
): Promise<z.infer<typeof Delivery> | undefined> {
  const { tenantId, outcome, conversationId } = said;
  if (!outcome || outcome.turnId === null) return undefined;
  const turn = await documents.get(tenantId, turnGlimpses, outcome.turnId);
  const parts = Object.values(turn?.data.state.deliveries ?? {});
  const reported = parts.find(({ status }) => status === "failed") ?? parts[0];
  if (reported) return reported;
  const conversation = await documents.get(tenantId, saidGlimpses, conversationId);
  return conversation?.data.state.recent.find(({ id }) => id === outcome.messageId)?.delivery ?? undefined;
}

/** The counts of chunks that were begun and are not finished: mostly one or two reads. */
export async function countsUnderWay(
  documents: Documents,
  tenantId: TenantId,
  campaign: Campaign,
): Promise<CampaignCounts> {
  const settled = new Set(campaign.settledChunks);
  const begun = campaign.chunkSizes.map((_size, chunk) => chunk).filter((chunk) => chunk <= campaign.next.chunk);
  const open = await Promise.all(
    begun
      .filter((chunk) => !settled.has(chunk))
      .map((chunk) => documents.get(tenantId, chunkOutcomes.collection, chunkIdOf(campaign.id, chunk))),
  );
  return open.reduce<CampaignCounts>((sum, stored) => (stored ? addCounts(sum, countsOf(stored.data.state)) : sum), {
    sent: 0,
    skipped: {},
  });
}
