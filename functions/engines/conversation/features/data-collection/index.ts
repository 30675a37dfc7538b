import type { Feature } from "../feature.ts";
import { collectingState } from "./state.ts";

/** What customers tell of themselves is noticed, confirmed and kept with the customer. */
export const dataCollectionFeature: Feature<typeof collectingState> = {
  name: "data-collection",
  state: collectingState,
  turn: async () => (await import("./turn.ts")).dataCollectionTurn,
};
