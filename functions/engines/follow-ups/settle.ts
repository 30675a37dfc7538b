import { messageSettled } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { followUps, isAboutSilence, withNote } from "./follow-up.ts";
import { deferred } from "./plan.ts";

/** What came of asking the conversation: said, not said and why, or to be looked at again. */
export const settleFollowUp = step({
  name: "follow-ups-settle",
  on: messageSettled,
  filter: ({ data }) => data.origin.kind === "follow-up",
  document: followUps,
  documentId: (event) => event.data.origin.id,
  decide(followUp, { data }, _gathered, now) {
    if (followUp?.status !== "asked" || data.requestId !== `${followUp.id}.${followUp.look}`) return undefined;
    const at = now.toISOString();
    const { outcome, reason, messageId } = data;
    if (outcome === "deferred") {
      const until = new Date(data.until ?? now.getTime() + retryMs);
      return deferred(followUp, { reason: reason ?? "deferred", until }, now);
    }
    // They wrote between the look and the saying: silence is counted from there.
    if (outcome === "skipped" && reason === "customer-wrote" && isAboutSilence(followUp)) {
      const waitMs = Math.max(1, followUp.silentForSeconds) * 1_000;
      return deferred(followUp, { reason, until: new Date(now.getTime() + waitMs) }, now);
    }
    return {
      document: withNote(followUp, { at, what: outcome, reason, until: null }, { status: outcome, messageId }),
    };
  },
});

const retryMs = 15 * 60_000;
