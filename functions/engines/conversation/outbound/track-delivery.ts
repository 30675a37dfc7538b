import { isWindowClosed } from "../../../../shared/channels/definition.ts";
import { deliveryReported, windowClosedReported } from "../../../../shared/events/index.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { turns, withDelivery } from "../turn-record.ts";

/**
 * Records a provider's delivery report in its turn. Reports may arrive in any order and repeatedly. A report of a
 * closed free-text window is republished, so that a template can be sent.
 */
export const trackDelivery = step({
  name: "conversation-track-delivery",
  on: deliveryReported,
  publishes: [windowClosedReported],
  document: turns,
  documentId: (event) => event.data.turnId,
  decide(turn, event) {
    const { status, ...report } = event.data;
    const { conversationId, turnId, errorCode } = report;
    if (!turn) throw new RetryableError("turn-unknown", `No turn ${turnId} yet for a delivery report`);
    const document = withDelivery(turn, { ...report, status, at: event.occurredAt });
    if (!document) return undefined;
    if (status !== "failed" || errorCode === null || !isWindowClosed(errorCode)) return { document };
    return { document, publish: [newEvent(windowClosedReported, conversationId, { ...report, errorCode })] };
  },
});
