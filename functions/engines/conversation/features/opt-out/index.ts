import { recording } from "../../../../app/instances.ts";
import type { Feature } from "../feature.ts";
import { optOutAfter, optOutState } from "./state.ts";

/** STOP, START and HELP, and what senders and providers report of opt-outs. */
export const optOutFeature: Feature<typeof optOutState> = {
  name: "keywords",
  state: optOutState,
  turn: async () => (await import("./turn.ts")).optOutTurn,
  steps: [
    {
      name: "conversation-take-opt-out",
      instances: recording,
      load: async (dependencies) => (await import("./take-opt-out.ts")).takeOptOutStep(dependencies),
    },
  ],
  settle: ({ optOut }, reports, now) => ({ optOut: optOutAfter(optOut, reports, now) }),
  engagement: ({ optOut }) => ({ hasOptedOut: optOut !== null }),
};
