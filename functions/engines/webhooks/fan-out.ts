import { webhookDeliveryRequested } from "../../../shared/events/index.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import type { Endpoints } from "./endpoints.ts";
import { type WebhookFanOut, webhookFanOuts } from "./webhook-delivery.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";
import type { Told, WebhookSource } from "./webhook-events.ts";

/**
 * Requests one delivery of an event for each enabled endpoint that chose it. For a tenant without any, nothing is read
 * but the endpoints, once in a while.
 */
export function fanOutStep<T>(source: WebhookSource<T>, endpoints: Endpoints) {
  return step<T, WebhookFanOut, readonly WebhookEndpoint[]>({
    name: source.step,
    on: source.on,
    publishes: [webhookDeliveryRequested],
    document: webhookFanOuts,
    documentId: (event) => event.id,
    async filter({ tenantId, data }) {
      const told = source.tell(data);
      return told !== undefined && (await endpoints.chosen(tenantId)).has(told.type);
    },
    exclusive: false,
    async gather(known, event) {
      if (known) return [];
      const told = source.tell(event.data);
      return told === undefined
        ? []
        : (await endpoints.of(event.tenantId)).filter((each) => wants(each, told, event.occurredAt));
    },
    decide(known, event, receivers) {
      const told = source.tell(event.data);
      if (known || !told || receivers.length === 0) return undefined;
      const { type, data, customerId = null } = told;
      const conversationId = "conversation_id" in data ? (data.conversation_id ?? null) : null;
      const body = JSON.stringify({ type, timestamp: event.occurredAt, data });
      const webhook = { eventId: event.id, type, conversationId, body };
      return {
        document: { conversationId, customerId, endpoints: receivers.length, at: event.occurredAt },
        publish: receivers.map(({ id }) => {
          const deliveryId = deriveId("webhook", event.id, id);
          const whose = { conversationId, customerId };
          return newEvent(webhookDeliveryRequested, id, { deliveryId, endpointId: id, ...whose, webhook });
        }),
      };
    },
  });
}

/**
 * An endpoint created through the API receives what happened after that, however late the event is delivered again. One
 * of the configuration is stored at its first event, so that its age tells nothing.
 */
function wants(endpoint: WebhookEndpoint, { type, data }: Told, occurredAt: string): boolean {
  const { disabled, events, channels, integration, createdAt } = endpoint;
  if (disabled !== null || !events.some((name) => name === type)) return false;
  if (integration === null && createdAt > occurredAt) return false;
  return channels === null || !("channel" in data) || channels.some((each) => each === data.channel);
}
