import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { calling, recording } from "../../app/instances.ts";

/** Payments requested from customers: payment links, cash, and the providers' reports. */
export const paymentsEngine: Engine = {
  name: "payments",
  steps: async () => [
    registered("payments-open", recording, async () => (await import("./open.ts")).openPayment),
    registered("payments-record", recording, async () => (await import("./record.ts")).recordPayment),
    registered("payments-check", calling, async (composition) => (await import("./check.ts")).checkStep(composition)),
  ],
  routes: async () => [
    {
      under: ["/v1/payments"],
      async open({ platform: { documents }, runner, now }) {
        const { paymentRoutes } = await import("./routes.ts");
        return paymentRoutes({ runner, documents, now });
      },
    },
  ],
  async collections() {
    return [ownedCollection((await import("./payment.ts")).payments)];
  },
};
