import { followUpWithdrawn } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { followUps, isWaiting, withNote } from "./follow-up.ts";

/** Cancels a waiting follow-up. A message that was sent or requested is not affected. */
export const withdrawFollowUp = step({
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
