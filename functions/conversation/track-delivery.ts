import { deliveryReported } from "../../shared/events/index.ts";
import { RetryableError } from "../../shared/runtime/errors.ts";
import { step } from "../../shared/runtime/step.ts";
import { turns, withDelivery } from "./turn-record.ts";

/** A provider's report lands on the turn it is about; reports may come in any order and more than once. */
export const trackDelivery = step({
  name: "conversation-track-delivery",
  on: deliveryReported,
  owns: turns,
  documentId: (event) => event.data.turnId,
  decide(turn, event) {
    if (!turn) throw new RetryableError("turn-unknown", `No turn ${event.data.turnId} yet for a delivery report`);
    const document = withDelivery(turn, { ...event.data, at: event.occurredAt });
    return document && { document };
  },
});
