import type { Decision } from "../../../shared/runtime/step.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { ownPaidText } from "./decide.ts";
import type { Payment } from "./payment.ts";

/**
 * Logs a payment that differs from its request. An alert on this line notifies a person. A retried delivery can log it more
 * than once.
 */
export function logMismatch(before: Payment | undefined, decided: Decision<Payment> | undefined, log: Logger): void {
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
