import { speaking } from "../../../../app/instances.ts";
import type { Feature } from "../feature.ts";

/** Calls by a person at a time that the customer named. */
export const callbacksFeature: Feature = {
  name: "callbacks",
  state: {},
  turn: async () => (await import("./turn.ts")).callbacksTurn,
  steps: [
    {
      name: "conversation-call-back",
      instances: speaking,
      load: async (dependencies) => (await import("./call-back.ts")).callBackStep(dependencies),
    },
  ],
};
