import { offerSold } from "../../../../../shared/events/index.ts";
import type { PaymentPart } from "../feature.ts";
import { afterPayment } from "./offer.ts";
import type { offersState } from "./state.ts";

/** Paying for a product accepts its offer. */
export const offersPayments: PaymentPart<typeof offersState> = {
  publishes: [offerSold],
  afterPayment({ offers }, payment) {
    const { offers: after, publish } = afterPayment(offers, payment);
    return { state: { offers: [...after] }, publish };
  },
};
