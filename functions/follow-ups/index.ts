import type { OwnedDocument } from "../../shared/runtime/owned-document.ts";
import { type Engine, registered } from "../engine.ts";
import { recording } from "../instances.ts";

/** Does later what is not for now: nudges, reminders, callbacks, surveys; looks again first whether it is still right. */
export const followUpsEngine: Engine = {
  name: "follow-ups",
  steps: [
    registered("follow-ups-plan", recording, async () => (await import("./plan.ts")).plan),
    registered("follow-ups-fire", recording, async (composition) => (await import("./fire.ts")).fireStep(composition)),
    registered("follow-ups-settle", recording, async () => (await import("./settle.ts")).settle),
    registered("follow-ups-withdraw", recording, async () => (await import("./withdraw.ts")).withdraw),
  ],
  async routes({ runner, platform: { documents }, now }) {
    const { followUpRoutes } = await import("./routes.ts");
    return followUpRoutes({ runner, documents, now });
  },
  async documents() {
    const { followUps } = await import("./follow-up.ts");
    return [followUps] as unknown as readonly OwnedDocument<unknown>[];
  },
};
