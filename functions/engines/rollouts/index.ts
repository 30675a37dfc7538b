import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling, recording } from "../../app/instances.ts";

/** Versions of configurations that go to a growing share of customers, guarded, and come back. */
export const rolloutsEngine: Engine = {
  name: "rollouts",
  steps: async () => [
    registered("rollouts-request", recording, async () => (await import("./steps.ts")).requestRollout),
    // Begins a version, which reads its secrets' names and publishes its documents.
    registered("rollouts-look", calling, async ({ platform: { documents }, configs }) =>
      (await import("./look-step.ts")).lookStep({ documents, configs }),
    ),
    registered("rollouts-change", calling, async ({ platform: { documents }, configs }) =>
      (await import("./change-step.ts")).changeStep({ documents, configs }),
    ),
    registered("rollouts-record-rating", recording, async ({ platform: { documents } }) =>
      (await import("./record-rating.ts")).recordRatingStep({ documents }),
    ),
  ],
  routes: async () => [
    {
      under: ["/v1/rollouts"],
      async open({ platform: { documents }, configs, runner, now }) {
        return (await import("./routes.ts")).rolloutRoutes({ documents, configs, runner, now });
      },
    },
  ],
  async collections() {
    const [{ rollouts }, { rolloutRatings }, { rolloutObservations }] = await Promise.all([
      import("./rollout.ts"),
      import("./record-rating.ts"),
      import("../../../shared/contracts/metrics/rollout-observations.ts"),
    ]);
    return [ownedCollection(rollouts), ownedCollection(rolloutRatings), plainCollection(rolloutObservations)];
  },
};
