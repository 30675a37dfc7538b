import type { Decision } from "../../../shared/runtime/step.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { Payment } from "./payment.ts";

/**
 * Logs that money came in which is not what was asked for: an alert calls the person it waits for. More than once where
 * a delivery is tried again.
 */
export function tellOfMismatch(before: Payment | undefined, decided: Decision<Payment> | undefined, log: Logger): void {
  const after = decided?.document;
  if (after?.status !== "mismatched" || before?.status === "mismatched") return;
  log.error({ payment: after.id }, "a payment is not what was asked for, a person has to look");
}
