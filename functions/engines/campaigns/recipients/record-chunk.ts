import { campaignChunkSettled, campaignEnded } from "../../../../shared/events/index.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { addCounts, campaigns } from "../campaign.ts";
import { completeIfSettled } from "../lifecycle.ts";

/** Adds a settled chunk to the campaign's counts. The last chunk completes the campaign. */
export const recordChunk = step({
  name: "campaigns-count",
  on: campaignChunkSettled,
  publishes: [campaignEnded],
  document: campaigns,
  documentId: (event) => event.data.campaignId,
  decide(campaign, { data }, _gathered, now) {
    if (!campaign || campaign.settledChunks.includes(data.chunk)) return undefined;
    const document = {
      ...campaign,
      settledChunks: [...campaign.settledChunks, data.chunk],
      counts: addCounts(campaign.counts, data),
      updatedAt: now.toISOString(),
    };
    return completeIfSettled(document, now) ?? { document };
  },
});
