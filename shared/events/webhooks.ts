import { z } from "zod";
import { eventType } from "./event-type.ts";

/** One event, as one endpoint of the tenant receives it. */
export const OutgoingWebhook = z.object({
  /** The same for every endpoint and every attempt. Sent as `webhook-id`. */
  eventId: z.string(),
  /** The name in the tenant's own list of events: `message.received`. */
  type: z.string(),
  /** Null for a test. */
  conversationId: z.string().nullable(),
  /** The signed bytes. */
  body: z.string(),
});
export type OutgoingWebhook = z.infer<typeof OutgoingWebhook>;

/** An event is to be delivered to an endpoint. A null `webhook` repeats an ended delivery. */
export const webhookDeliveryRequested = eventType(
  "webhook-delivery-requested",
  z.object({
    deliveryId: z.string(),
    endpointId: z.string(),
    conversationId: z.string().nullable(),
    /** Whom it is about, where no conversation tells. */
    customerId: z.string().nullable().default(null),
    webhook: OutgoingWebhook.nullable(),
  }),
);
export type WebhookDeliveryRequested = z.infer<typeof webhookDeliveryRequested.schema>;

/** Time for an attempt. Void when the delivery has moved on from `attempt`. */
export const webhookAttemptDue = eventType(
  "webhook-attempt-due",
  z.object({ deliveryId: z.string(), conversationId: z.string().nullable(), attempt: z.number().int() }),
);
export type WebhookAttemptDue = z.infer<typeof webhookAttemptDue.schema>;

/** An endpoint receives nothing more until the tenant enables it. */
export const webhookEndpointDisabled = eventType(
  "webhook-endpoint-disabled",
  z.object({ endpointId: z.string(), url: z.string(), reason: z.string(), at: z.string() }),
);
