import type { Feature } from "../feature.ts";
import { bookingState } from "./state.ts";

/** A booking that the customer leaves unfinished is followed up. */
export const retargetingFeature: Feature<typeof bookingState> = {
  name: "retargeting",
  state: bookingState,
  turn: async () => (await import("./turn.ts")).retargetingTurn,
  endSession: () => ({ booking: null }),
};
