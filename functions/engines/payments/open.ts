import {
  messageRequested,
  type PaymentRequested,
  paymentCheckDue,
  paymentNeedsPerson,
  paymentNotMade,
  paymentRequested,
  paymentSettled,
} from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { openWithRequest } from "./decide.ts";
import { logMismatch } from "./mismatch.ts";
import { type Payment, payments } from "./payment.ts";

/** Opens the payment that a customer was asked for. */
export const openPayment = step<PaymentRequested, Payment>({
  name: "payments-open",
  on: paymentRequested,
  publishes: [paymentSettled, paymentNeedsPerson, messageRequested, paymentNotMade],
  schedules: [paymentCheckDue],
  document: payments,
  documentId: (event) => event.data.paymentId,
  exclusive: false,
  async gather(payment, { data }, { log, now }) {
    if (!payment?.request) logMismatch(payment, openWithRequest(payment, data, now), log);
  },
  decide(payment, { data }, _gathered, now) {
    return payment?.request ? undefined : openWithRequest(payment, data, now);
  },
});
