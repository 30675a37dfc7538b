import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";
import { ownedCollection } from "../../app/stored-collection.ts";

/** Records messages that belong to no tenant. */
export const routingEngine: Engine = {
  name: "routing",
  steps: async () => [
    registered(
      "routing-record-unroutable",
      recording,
      async () => (await import("./record-unroutable.ts")).recordUnroutable,
    ),
  ],
  routes: async () => [],
  async collections() {
    return [ownedCollection((await import("../../../shared/channels/unroutable-numbers.ts")).unroutableNumbers)];
  },
};
