import { ownedCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling, recording } from "../../app/instances.ts";

/** What works better: variants of a configuration, dealt to customers and judged by what came of their conversations. */
export const experimentsEngine: Engine = {
  name: "experiments",
  steps: async () => [
    registered("experiment-draft", recording, async () => (await import("./steps/draft-step.ts")).draftStep),
    registered("experiment-start", calling, async (composition) =>
      (await import("./steps/start-step.ts")).startStep(composition),
    ),
    registered("experiment-look", recording, async (composition) =>
      (await import("./steps/look-step.ts")).lookStep(composition),
    ),
    registered("experiment-stop", recording, async (composition) =>
      (await import("./steps/stop-step.ts")).stopStep(composition),
    ),
    registered("experiment-promote", calling, async (composition) =>
      (await import("./steps/promote-step.ts")).promoteStep(composition),
    ),
    registered("experiment-conclude-promotion", calling, async (composition) =>
      (await import("./steps/conclude-promotion-step.ts")).concludePromotionStep(composition),
    ),
    registered("experiment-record-outcome", recording, async (composition) =>
      (await import("./steps/record-outcome.ts")).recordOutcomeStep(composition),
    ),
    registered("experiment-record-rating", recording, async (composition) => {
      const { recordToldStep, toldSources } = await import("./steps/record-told.ts");
      return recordToldStep("experiment-record-rating", toldSources["experiment-record-rating"], composition);
    }),
    registered("experiment-record-payment", recording, async (composition) => {
      const { recordToldStep, toldSources } = await import("./steps/record-told.ts");
      return recordToldStep("experiment-record-payment", toldSources["experiment-record-payment"], composition);
    }),
    registered("experiment-record-booking", recording, async (composition) => {
      const { recordToldStep, toldSources } = await import("./steps/record-told.ts");
      return recordToldStep("experiment-record-booking", toldSources["experiment-record-booking"], composition);
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/experiments", "/v1/experiment-plans"],
      async open({ platform, configs, runner, now }: Composition) {
        const [{ experimentRoutes }, { trafficOf }] = await Promise.all([
          import("./routes.ts"),
          import("./recommend/traffic.ts"),
        ]);
        const traffic = trafficOf(platform, now);
        return experimentRoutes({ platform, configs, runner, now, traffic });
      },
    },
    {
      under: ["/v1/recommendations"],
      async open({ platform: { documents }, now }: Composition) {
        return (await import("./recommend/recommendation-routes.ts")).recommendationRoutes({ documents, now });
      },
    },
  ],
  async collections() {
    const [{ experiments }, { experimentExposures }] = await Promise.all([
      import("./experiment.ts"),
      import("../../../shared/contracts/metrics/experiment-exposures.ts"),
    ]);
    return [ownedCollection(experiments), ownedCollection(experimentExposures)];
  },
};
