import {
  type WebhookDeliveryRequested,
  webhookAttemptDue,
  webhookDeliveryRequested,
} from "../../../shared/events/index.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { type WebhookDelivery, webhookDeliveries } from "./webhook-delivery.ts";

const retriedForMs = 24 * 3_600_000;

/** Opens a delivery, or opens an ended one again. An event has one delivery for each endpoint. */
export const openDelivery = step<WebhookDeliveryRequested, WebhookDelivery>({
  name: "webhooks-open-delivery",
  on: webhookDeliveryRequested,
  publishes: [webhookAttemptDue],
  document: webhookDeliveries,
  documentId: (event) => event.data.deliveryId,
  decide(known, { data }, _gathered, now) {
    const at = now.toISOString();
    const deadline = new Date(now.getTime() + retriedForMs).toISOString();
    if (known)
      return data.webhook !== null || known.status === "pending"
        ? undefined
        : begin({ ...known, status: "pending", firstAttempt: known.nextAttempt, deadline, updatedAt: at });
    if (data.webhook === null) return undefined;
    return begin({
      id: data.deliveryId,
      endpointId: data.endpointId,
      conversationId: data.conversationId,
      customerId: data.customerId,
      webhook: data.webhook,
      status: "pending",
      nextAttempt: 1,
      firstAttempt: 1,
      deadline,
      attempts: [],
      createdAt: at,
      updatedAt: at,
    });
  },
});

function begin(delivery: WebhookDelivery): Decision<WebhookDelivery> {
  const { id, conversationId, nextAttempt } = delivery;
  const data = { deliveryId: id, conversationId, attempt: nextAttempt };
  return { document: delivery, publish: [newEvent(webhookAttemptDue, id, data)] };
}
