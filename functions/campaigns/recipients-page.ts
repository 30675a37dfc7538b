import { z } from "zod";
import type { Collection, Documents } from "../../shared/platform/documents.ts";
import type { TenantId } from "../../shared/platform/tenant.ts";
import { addCounts, type Campaign, type Counts, chunkIdOf } from "./campaign.ts";
import { chunkOutcomes, countsOf, type Outcome, recipientChunks } from "./chunk.ts";
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

/** One chunk's recipients and what became of them. Two reads, and with `delivery` one for each that was sent. */
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
      const delivered = delivery && outcome ? await deliveryOf(documents, tenantId, outcome) : undefined;
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

/** Of a message in parts, that of the part which has come least far. */
async function deliveryOf(
  documents: Documents,
  tenantId: TenantId,
  { turnId }: Outcome,
): Promise<z.infer<typeof Delivery> | undefined> {
  if (turnId === null) return undefined;
  const turn = await documents.get(tenantId, turnGlimpses, turnId);
  const parts = Object.values(turn?.data.state.deliveries ?? {});
  return parts.find(({ status }) => status === "failed") ?? parts[0];
}

/** The counts of chunks that were begun and are not finished: mostly one or two reads. */
export async function countsUnderWay(documents: Documents, tenantId: TenantId, campaign: Campaign): Promise<Counts> {
  const settled = new Set(campaign.settledChunks);
  const begun = campaign.chunkSizes.map((_size, chunk) => chunk).filter((chunk) => chunk <= campaign.next.chunk);
  const open = await Promise.all(
    begun
      .filter((chunk) => !settled.has(chunk))
      .map((chunk) => documents.get(tenantId, chunkOutcomes.collection, chunkIdOf(campaign.id, chunk))),
  );
  return open.reduce<Counts>((sum, stored) => (stored ? addCounts(sum, countsOf(stored.data.state)) : sum), {
    sent: 0,
    skipped: {},
  });
}
