import { recording } from "../../../../app/instances.ts";
import type { Feature } from "../feature.ts";

/** Payments that a turn asks for, and what became of them. */
export const paymentsFeature: Feature = {
  name: "payments",
  state: {},
  turn: async () => (await import("./turn.ts")).paymentsTurn,
  steps: [
    {
      name: "conversation-note-payment",
      instances: recording,
      load: async (dependencies) => (await import("./note-payment.ts")).notePaymentStep(dependencies),
    },
  ],
};
