import { paymentReported } from "../../shared/events/index.ts";
import { step } from "../../shared/runtime/step.ts";
import { reported } from "./decide.ts";
import { payments } from "./payment.ts";

/** What a provider or an operator says of a payment, in any order. */
export const recordPayment = step({
  name: "payments-record",
  on: paymentReported,
  owns: payments,
  documentId: (event) => event.data.paymentId,
  decide: (payment, event, _gathered, now) => reported(payment, event.data, now),
});
