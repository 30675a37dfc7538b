import type { OwnedDocument } from "../../../shared/runtime/owned-document.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";

/** Looks after what came for nobody. */
export const routingEngine: Engine = {
  name: "routing",
  steps: [
    registered(
      "routing-record-unroutable",
      recording,
      async () => (await import("./record-unroutable.ts")).recordUnroutable,
    ),
  ],
  routes: [],
  async documents() {
    const { unroutableNumbers } = await import("../../../shared/channels/unroutable-numbers.ts");
    return [unroutableNumbers] as unknown as readonly OwnedDocument<unknown>[];
  },
};
