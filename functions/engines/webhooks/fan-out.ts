import { webhookDeliveryRequested } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { enabledEndpoints, isChosen } from "./chosen-events.ts";
import { type WebhookFanOut, webhookFanOuts } from "./webhook-delivery.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";
import type { WebhookSource } from "./webhook-events.ts";

/**
 * Requests one delivery of an event for each enabled endpoint that chose it. For a tenant without any, nothing is read
 * but the endpoints, once in a while.
 */
export function fanOutStep<T>(source: WebhookSource<T>, { documents }: { readonly documents: Documents }) {
  return step<T, WebhookFanOut, readonly WebhookEndpoint[]>({
    name: source.step,
    on: source.on,
    document: webhookFanOuts,
    documentId: (event) => event.id,
    async filter({ tenantId, data }) {
      const told = source.tell(data);
      return told !== undefined && isChosen(documents, tenantId, told.type);
    },
    exclusive: false,
    async gather(known, event) {
      if (known) return [];
      const type = source.tell(event.data)?.type;
      const endpoints = await enabledEndpoints(documents, event.tenantId);
      return endpoints.filter(({ events }) => events.some((name) => name === type));
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
