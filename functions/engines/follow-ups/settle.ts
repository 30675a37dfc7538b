import { followUpDue, messageSettled } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { followUps, isAboutSilence, withNote } from "./follow-up.ts";
import { deferFollowUp } from "./plan.ts";

/** Records the outcome of a requested message: sent, skipped with a reason, or deferred to another check. */
export const settleFollowUp = step({
  name: "follow-ups-settle",
  on: messageSettled,
  schedules: [followUpDue],
  filter: ({ data }) => data.origin.kind === "follow-up",
  document: followUps,
  documentId: (event) => event.data.origin.id,
  decide(followUp, { data }, _gathered, now) {
    if (followUp?.status !== "asked" || data.requestId !== `${followUp.id}.${followUp.look}`) return undefined;
    const at = now.toISOString();
    const { outcome, reason, messageId } = data;
    if (outcome === "deferred") {
      const until = new Date(data.until ?? now.getTime() + retryMs);
      return deferFollowUp(followUp, { reason: reason ?? "deferred", until }, now);
    }
    // The customer wrote between the check and the send, so the silence starts again now.
    if (outcome === "skipped" && reason === "customer-wrote" && isAboutSilence(followUp)) {
      const waitMs = Math.max(1, followUp.silentForSeconds) * 1_000;
      return deferFollowUp(followUp, { reason, until: new Date(now.getTime() + waitMs) }, now);
    }
    return {
      document: withNote(followUp, { at, what: outcome, reason, until: null }, { status: outcome, messageId }),
    };
  },
});

const retryMs = 15 * 60_000;
