import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";
import { ownedCollection } from "../../app/stored-collection.ts";

/** What an agent is worth to its client, and how the client does. */
export const successEngine: Engine = {
  name: "success",
  steps: async () => [
    registered("success-take-back", recording, async () => (await import("./take-back.ts")).takeBackStep),
  ],
  routes: async () => [
    {
      under: ["/v1/kpis", "/v1/health-scores"],
      async open(composition: Composition) {
        return (await import("./open-routes.ts")).openSuccessRoutes(composition);
      },
    },
  ],
  collections: async () => [ownedCollection((await import("./take-back.ts")).lastSessions)],
};
