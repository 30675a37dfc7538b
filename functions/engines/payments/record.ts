import {
  messageRequested,
  type PaymentReported,
  paymentCheckDue,
  paymentNeedsPerson,
  paymentNotMade,
  paymentReported,
  paymentSettled,
} from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { applyReport } from "./decide.ts";
import { logMismatch } from "./mismatch.ts";
import { type Payment, payments } from "./payment.ts";

/** Records a report about a payment from a provider or an operator. Reports may arrive in any order. */
export const recordPayment = step<PaymentReported, Payment>({
  name: "payments-record",
  on: paymentReported,
  publishes: [paymentSettled, paymentNeedsPerson, messageRequested, paymentNotMade],
  schedules: [paymentCheckDue],
  document: payments,
  documentId: (event) => event.data.paymentId,
  exclusive: false,
  async gather(payment, { data }, { log, now }) {
    logMismatch(payment, applyReport(payment, data, now), log);
  },
  decide: (payment, event, _gathered, now) => applyReport(payment, event.data, now),
});
