import { type PaymentReported, paymentReported } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { reported } from "./decide.ts";
import { tellOfMismatch } from "./mismatch.ts";
import { type Payment, payments } from "./payment.ts";

/** What a provider or an operator says of a payment, in any order. */
export const recordPayment = step<PaymentReported, Payment>({
  name: "payments-record",
  on: paymentReported,
  document: payments,
  documentId: (event) => event.data.paymentId,
  exclusive: false,
  async gather(payment, { data }, { log, now }) {
    tellOfMismatch(payment, reported(payment, data, now), log);
  },
  decide: (payment, event, _gathered, now) => reported(payment, event.data, now),
});
