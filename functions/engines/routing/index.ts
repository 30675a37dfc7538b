import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";

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
    return [
      ownedCollection((await import("../../../shared/channels/addresses/unroutable-numbers.ts")).unroutableNumbers),
    ];
  },
};
