import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Campaign, chunkIdOf } from "../campaign.ts";
import { chunkOutcomes } from "../recipients/recipients.ts";

/** A call lasts minutes: of a thousand recipients before the newest, none still speaks. */
const chunksLookedAt = 10;

/**
 * How many more calls a campaign may request now. A call is under way from its request until it is over or waits for its
 * next attempt. The engine of calls keeps the limit among all campaigns: this keeps them from requesting what must wait.
 */
export async function freeLines(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  { campaign, atOnce }: { readonly campaign: Campaign; readonly atOnce: number },
): Promise<number> {
  const { next, settledChunks, chunkSizes } = campaign;
  const settled = new Set(settledChunks);
  const first = Math.max(0, next.chunk - chunksLookedAt + 1);
  const started = chunkSizes
    .map((size, chunk) => ({ chunk, requested: chunk < next.chunk ? size : next.index }))
    .filter(({ chunk, requested }) => chunk >= first && chunk <= next.chunk && requested > 0 && !settled.has(chunk));
  const underWay = await Promise.all(
    started.map(async ({ chunk, requested }) => {
      const stored = await documents.get(tenantId, chunkOutcomes.collection, chunkIdOf(campaign.id, chunk));
      return requested - Object.keys(stored?.data.state.outcomes ?? {}).length;
    }),
  );
  return Math.max(0, atOnce - underWay.reduce((sum, count) => sum + Math.max(0, count), 0));
}
