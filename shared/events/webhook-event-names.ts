/** The events that a tenant's own server may choose. The names are part of the API and of the tenants' YAML. */
export const webhookEventNames = [
  "message.received",
  "message.settled",
  "message.delivery_updated",
  "conversation.escalated",
  "conversation.assigned",
  "conversation.resolved",
  "conversation.closed",
  "survey.ended",
  "booking.requested",
  "payment.settled",
  "contact.opted_out",
  "endpoint.disabled",
] as const;
export type WebhookEventName = (typeof webhookEventNames)[number];
