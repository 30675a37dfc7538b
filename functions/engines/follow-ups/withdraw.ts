import { followUpWithdrawn } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { followUps, isWaiting, withNote } from "./follow-up.ts";

/** Not wanted any more. What was said already, or is being said, stays. */
export const withdraw = step({
  name: "follow-ups-withdraw",
  on: followUpWithdrawn,
  document: followUps,
  documentId: (event) => event.data.followUpId,
  decide(followUp, { data }, _gathered, now) {
    if (!followUp || !isWaiting(followUp)) return undefined;
    const note = { at: now.toISOString(), what: "cancelled" as const, reason: data.reason, until: null };
    return {
      document: withNote(followUp, note, { status: "cancelled" }),
      cancel: [`follow-up-${followUp.id}-${followUp.look}`],
    };
  },
});
