import { type CallEnded, callbackDue, callEnded } from "../../../shared/events/index.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { callIdOf } from "./dial-customer.ts";
import { followUps, withNote } from "./follow-up.ts";

/** The customer was reached, or a machine took the message. */
const reached: ReadonlySet<CallEnded["outcome"]> = new Set(["completed", "transferred", "voicemail"]);
/** Nobody's fault but the platform's: what was promised is still to be done. */
const notMade: ReadonlySet<CallEnded["outcome"]> = new Set(["failed", "refused"]);

/** Records how a follow-up's call came out. A promised callback that could not be made goes to a person. */
export const settleFollowUpCall = step({
  name: "follow-ups-settle-call",
  on: callEnded,
  publishes: [callbackDue],
  filter: ({ data: { reference } }) => reference?.kind === "follow-up" || reference?.kind === "callback",
  document: followUps,
  documentId: ({ data: { reference, callId } }) => reference?.id ?? callId,
  decide(followUp, { data }, _gathered, now) {
    if (followUp?.status !== "asked" || data.callId !== callIdOf(followUp)) return undefined;
    const at = now.toISOString();
    const { outcome } = data;
    const { id: followUpId, conversationId, condition: reason } = followUp;
    const wasReached = reached.has(outcome);
    if (followUp.kind === "callback" && notMade.has(outcome) && conversationId !== null) {
      const note = { at, what: "sent" as const, reason: `call-${outcome}`, until: null };
      const due = newEvent(callbackDue, conversationId, { conversationId, followUpId, reason });
      return { document: withNote(followUp, note, { status: "sent" }), publish: [due] };
    }
    const what = wasReached ? ("sent" as const) : ("skipped" as const);
    const note = { at, what, reason: wasReached ? null : `call-${outcome}`, until: null };
    return { document: withNote(followUp, note, { status: what }) };
  },
});
