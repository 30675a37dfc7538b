import { signatureProblem } from "./webhook-endpoint.ts";

/**
 * Maximum difference between the signed time and ours, against replay attacks. Within it, a repeat is recognised by its
 * event id.
 */
const toleranceMs = 5 * 60_000;

/** @throws Problem 403 `signature-invalid` for a time that is too old, too new, or NaN. */
export function checkFresh(signedAtMs: number, now: Date): void {
  if (!(Math.abs(now.getTime() - signedAtMs) <= toleranceMs))
    throw signatureProblem(
      "The signed timestamp differs from the current time by more than 5 minutes. Check the clocks.",
    );
}
