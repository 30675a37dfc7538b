import { webhookDeliveryRequested } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { type WebhookFanOut, webhookFanOuts } from "./webhook-delivery.ts";
import { maxEndpoints, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";
import type { WebhookSource } from "./webhook-events.ts";

/** Requests one delivery of an event for each enabled endpoint that chose it. A tenant without any costs one query. */
export function fanOutStep<T>(source: WebhookSource<T>, { documents }: { readonly documents: Documents }) {
  return step<T, WebhookFanOut, readonly WebhookEndpoint[]>({
    name: source.step,
    on: source.on,
    publishes: [webhookDeliveryRequested],
    document: webhookFanOuts,
    documentId: (event) => event.id,
    filter: (event) => source.tell(event.data) !== undefined,
    exclusive: false,
    async gather(known, event) {
      if (known) return [];
      const type = source.tell(event.data)?.type;
      const page = await documents.query(event.tenantId, webhookEndpoints, {
        orderBy: { field: "createdAt", direction: "asc" },
        limit: maxEndpoints,
      });
      return page.items
        .map(({ data }) => data)
        .filter(({ disabled, events }) => disabled === null && events.some((name) => name === type));
    },
    decide(known, event, endpoints) {
      const told = source.tell(event.data);
      if (known || !told || endpoints.length === 0) return undefined;
      const { type, conversationId, data } = told;
      const body = JSON.stringify({
        type,
        timestamp: event.occurredAt,
        data: conversationId === null ? data : { conversation_id: conversationId, ...data },
      });
      const webhook = { eventId: event.id, type, conversationId, body };
      return {
        document: { conversationId, endpoints: endpoints.length },
        publish: endpoints.map(({ id }) => {
          const deliveryId = deriveId("webhook", event.id, id);
          return newEvent(webhookDeliveryRequested, id, { deliveryId, endpointId: id, conversationId, webhook });
        }),
      };
    },
  });
}
