import { signatureProblem } from "./webhook-endpoint.ts";

/**
 * How far a signed time may lie from ours. A call that was recorded and is played again later proves nothing; within
 * these minutes a repeat is recognised by its event's id.
 */
const toleranceMs = 5 * 60_000;

/** @throws Problem 403 `signature-invalid` for a time that is too old, too new, or none. */
export function checkFresh(signedAtMs: number, now: Date): void {
  if (!(Math.abs(now.getTime() - signedAtMs) <= toleranceMs))
    throw signatureProblem("The signed timestamp is more than 5 minutes from now: check the clocks.");
}
