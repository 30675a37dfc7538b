import { recording } from "../../../../app/instances.ts";
import type { Feature } from "../feature.ts";
import { idleState } from "./state.ts";

/** Sessions that are idle for as long as the tenant says are closed. */
export const idleFeature: Feature<typeof idleState> = {
  name: "idle",
  state: idleState,
  turn: async () => (await import("./turn.ts")).idleTurn,
  steps: [
    {
      name: "conversation-close-idle",
      instances: recording,
      load: async (dependencies) => (await import("./close-idle.ts")).closeIdleStep(dependencies),
    },
  ],
};
