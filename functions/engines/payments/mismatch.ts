import type { Decision } from "../../../shared/runtime/step.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { ownPaidText } from "./decide.ts";
import type { Payment } from "./payment.ts";

/**
 * Logs that money came in which is not what was asked for: an alert calls the person it waits for. More than once where
 * a delivery is tried again.
 */
export function tellOfMismatch(before: Payment | undefined, decided: Decision<Payment> | undefined, log: Logger): void {
  const after = decided?.document;
  if (after?.status === "paid" && before?.status !== "paid" && after.request) {
    const { unknown = [] } = ownPaidText(after, after.request) ?? {};
    if (unknown.length > 0)
      log.warn(
        { payment: after.id, key: "payments.paid_message", unknown },
        "a text with unknown placeholders is withheld",
      );
  }
  if (after?.status !== "mismatched" || before?.status === "mismatched") return;
  log.error({ payment: after.id }, "a payment is not what was asked for, a person has to look");
}
