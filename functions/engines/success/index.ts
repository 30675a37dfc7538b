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
      async open({ platform: { documents }, now }: Composition) {
        return (await import("./routes.ts")).successRoutes({ documents, now });
      },
    },
  ],
  collections: async () => [ownedCollection((await import("./take-back.ts")).lastSessions)],
};
