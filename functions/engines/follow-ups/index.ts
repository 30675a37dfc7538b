import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";
import { ownedCollection } from "../../app/stored-collection.ts";

/** Schedules nudges, reminders, callbacks and surveys, and checks when due whether each is still wanted. */
export const followUpsEngine: Engine = {
  name: "follow-ups",
  steps: async () => [
    registered("follow-ups-plan", recording, async () => (await import("./plan.ts")).planFollowUp),
    registered("follow-ups-plan-callback", recording, async () => (await import("./plan-callback.ts")).planCallback),
    registered("follow-ups-fire", recording, async (composition) => (await import("./fire.ts")).fireStep(composition)),
    registered("follow-ups-settle", recording, async () => (await import("./settle.ts")).settleFollowUp),
    registered("follow-ups-withdraw", recording, async () => (await import("./withdraw.ts")).withdrawFollowUp),
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
    return [ownedCollection((await import("./follow-up.ts")).followUps)];
  },
};
