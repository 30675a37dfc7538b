import type { Feature } from "../feature.ts";
import { offersState, openOffer } from "./state.ts";

/** One product more, offered when a tenant's trigger holds, and what became of the offer. */
export const offersFeature: Feature<typeof offersState> = {
  name: "cross-sell",
  state: offersState,
  turn: async () => (await import("./turn.ts")).offersTurn,
  engagement: ({ offers }, now) => (openOffer(offers, now) ? { awaitsAnswer: true } : {}),
  payments: async () => (await import("./paid-offers.ts")).offersPayments,
};
