import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling, recording } from "../../app/instances.ts";

/** Schedules nudges, reminders, callbacks and surveys, and checks when due whether each is still wanted. */
export const followUpsEngine: Engine = {
  name: "follow-ups",
  steps: async () => [
    registered("follow-ups-plan", recording, async () => (await import("./plan.ts")).planFollowUp),
    registered("follow-ups-plan-callback", recording, async () => (await import("./plan-callback.ts")).planCallback),
    registered("follow-ups-fire", recording, async (composition) => (await import("./fire.ts")).fireStep(composition)),
    registered("follow-ups-settle", recording, async () => (await import("./settle.ts")).settleFollowUp),
    registered("follow-ups-settle-call", recording, async () => (await import("./settle-call.ts")).settleFollowUpCall),
    registered("follow-ups-withdraw", recording, async () => (await import("./withdraw.ts")).withdrawFollowUp),
    registered("follow-ups-watch-lab-order", recording, async () => (await import("./lab-watch.ts")).watchLabOrder),
    registered("follow-ups-check-lab-order", calling, async ({ platform, environment, activeConfig, config }) => {
      const [{ checkLabOrderStep }, { tenantSecret }] = await Promise.all([
        import("./lab-watch.ts"),
        import("../../app/settings/tenant-secret.ts"),
      ]);
      return checkLabOrderStep({
        documents: platform.documents,
        secret: (tenantId, name) => tenantSecret(platform, tenantId, name),
        fetch: outsideFetch,
        tenantApiBaseUrl: environment.TENANT_API_BASE_URL,
        activeConfig,
        config,
      });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/follow-ups"],
      async open({ runner, platform: { documents }, now }) {
        return (await import("./routes.ts")).followUpRoutes({ runner, documents, now });
      },
    },
    {
      under: ["/v1/triggers"],
      async open(composition) {
        return (await import("./trigger-routes.ts")).triggerRoutes(composition);
      },
    },
  ],
  async collections() {
    const [{ followUps }, { labWatches }] = await Promise.all([import("./follow-up.ts"), import("./lab-watch.ts")]);
    return [ownedCollection(followUps), ownedCollection(labWatches)];
  },
};
