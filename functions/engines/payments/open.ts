import { type PaymentRequested, paymentRequested } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { opened } from "./decide.ts";
import { tellOfMismatch } from "./mismatch.ts";
import { type Payment, payments } from "./payment.ts";

/** A customer was asked to pay. */
export const openPayment = step<PaymentRequested, Payment>({
  name: "payments-open",
  on: paymentRequested,
  document: payments,
  documentId: (event) => event.data.paymentId,
  exclusive: false,
  async gather(payment, { data }, { log, now }) {
    if (!payment?.request) tellOfMismatch(payment, opened(payment, data, now), log);
  },
  decide(payment, { data }, _gathered, now) {
    return payment?.request ? undefined : opened(payment, data, now);
  },
});
