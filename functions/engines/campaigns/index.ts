import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";

/** Writes to or calls many customers at a limited rate, once each, and records every outcome. */
export const campaignsEngine: Engine = {
  name: "campaigns",
  steps: async () => [
    registered("campaigns-act", recording, async () => (await import("./lifecycle.ts")).applyCampaignAction),
    registered("campaigns-dispatch", recording, async (composition) =>
      (await import("./dispatch.ts")).dispatchStep(composition),
    ),
    registered("campaigns-settle", recording, async () => (await import("./record-outcome.ts")).recordOutcome),
    registered("campaigns-record-call", recording, async () => (await import("./calls/record-call.ts")).recordCall),
    registered("campaigns-defer-call", recording, async () => (await import("./calls/record-call.ts")).deferCall),
    registered("campaigns-retry", recording, async (composition) =>
      (await import("./retry.ts")).retryStep(composition),
    ),
    registered("campaigns-count", recording, async () => (await import("./recipients/record-chunk.ts")).recordChunk),
  ],
  routes: async () => [
    {
      under: ["/v1/campaigns"],
      async open(composition) {
        const [{ campaignRoutes }, { recipientRoutes }] = await Promise.all([
          import("./routes.ts"),
          import("./recipients/recipient-routes.ts"),
        ]);
        return [...campaignRoutes(composition), ...recipientRoutes(composition)];
      },
    },
  ],
  async collections() {
    const [{ campaigns }, { chunkOutcomes, recipientChunks }] = await Promise.all([
      import("./campaign.ts"),
      import("./recipients/recipients.ts"),
    ]);
    return [ownedCollection(campaigns), ownedCollection(chunkOutcomes), plainCollection(recipientChunks)];
  },
};
