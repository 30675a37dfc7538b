import { paymentRequested } from "../../shared/events/index.ts";
import { step } from "../../shared/runtime/step.ts";
import { opened } from "./decide.ts";
import { payments } from "./payment.ts";

/** A customer was asked to pay. */
export const openPayment = step({
  name: "payments-open",
  on: paymentRequested,
  owns: payments,
  documentId: (event) => event.data.paymentId,
  decide(payment, event, _gathered, now) {
    return payment?.request ? undefined : opened(payment, event.data, now);
  },
});
