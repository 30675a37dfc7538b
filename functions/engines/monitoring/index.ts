import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, type RegisteredStep, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";
import type { sources } from "./rollups/sources.ts";

/** Counts what happens: rollups by day, agent version and channel, and what is made of them. */
export const monitoringEngine: Engine = {
  name: "monitoring",
  steps: async () => [
    registered("metrics-collect", recording, async ({ platform, configs }) => {
      const { collectStepOf } = await import("./rollups/collect-metrics.ts");
      return collectStepOf({ platform, configs });
    }),
    record("metrics-record-measurement"),
    record("metrics-record-survey"),
    record("metrics-record-payment"),
    record("metrics-record-booking"),
    record("metrics-record-call"),
    record("metrics-record-failed-turn"),
  ],
  routes: async () => [
    {
      under: ["/v1/metrics", "/v1/spend"],
      async open(composition) {
        return (await import("./open-routes.ts")).openMetricRoutes(composition);
      },
    },
  ],
  async collections() {
    const [documents, { measurements }] = await Promise.all([
      import("./rollups/documents.ts"),
      import("../../../shared/contracts/metrics/measurements.ts"),
    ]);
    const { collections, meters, rollupDocuments, rollupMonthDocuments, rollupTotals } = documents;
    const { budgetStandingDocuments } = await import("./budgets/standing.ts");
    return [
      ownedCollection(budgetStandingDocuments),
      ownedCollection(rollupDocuments),
      ownedCollection(rollupMonthDocuments),
      ownedCollection(rollupTotals),
      ownedCollection(meters),
      ownedCollection(measurements),
      ownedCollection(collections),
    ];
  },
};

function record(name: keyof typeof sources): RegisteredStep {
  return registered(name, recording, async ({ platform: { documents } }) => {
    const [{ recordStep }, { sources: all }] = await Promise.all([
      import("./rollups/record.ts"),
      import("./rollups/sources.ts"),
    ]);
    // Each source is typed by its own event; the union of them all is not callable.
    return recordStep(name, all[name] as (typeof all)["metrics-record-booking"], { documents });
  });
}
