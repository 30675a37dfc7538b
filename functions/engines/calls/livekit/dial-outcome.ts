import type { CallOutcome } from "../../../../shared/events/calls.ts";

/** What became of an attempt to reach somebody by telephone. */
export type DialResult =
  | { readonly answered: true }
  | { readonly answered: false; readonly outcome: CallOutcome; readonly code: string };

/** Status codes of SIP (RFC 3261, section 21). What is not listed is a fault of the line or of the number. */
const outcomes: Readonly<Record<number, CallOutcome>> = {
  403: "declined",
  408: "no-answer",
  480: "no-answer",
  486: "busy",
  487: "no-answer",
  600: "busy",
  603: "declined",
  607: "declined",
};

/** @param sipCode undefined when LiveKit failed before anybody was asked */
export function dialFailure(sipCode: number | undefined, reason: string): DialResult & { readonly answered: false } {
  if (sipCode === undefined) return { answered: false, outcome: "failed", code: reason };
  return { answered: false, outcome: outcomes[sipCode] ?? "failed", code: `sip-${sipCode}` };
}
