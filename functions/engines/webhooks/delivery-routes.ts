import { z } from "zod";
import { webhookDeliveryRequested } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { openDelivery } from "./open-delivery.ts";
import { requireEndpoint } from "./require-endpoint.ts";
import { type WebhookDelivery, webhookDeliveries } from "./webhook-delivery.ts";

const Id = z.string().min(1).max(64);
const ById = z.object({ id: Id });
const ByDelivery = z.object({ id: Id, deliveryId: Id.describe("The delivery's id, as the list tells it.") });

export const DeliveryView = z
  .object({
    id: z.string(),
    event_id: z.string().describe("Sent as `webhook-id`; the same at every attempt."),
    type: z.string(),
    status: z.enum(["pending", "delivered", "failed"]),
    body: z.string().describe("What is sent."),
    attempts: z.array(
      z.object({
        at: z.string(),
        status: z.number().int().nullable().describe("The answer's status; null when no answer came."),
        duration_ms: z.number(),
        answer: z.string().describe("The beginning of the answer's body."),
        error: z.string().nullable(),
      }),
    ),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "WebhookDelivery" });

const common = { tag: "Webhooks", permission: "keys:manage" } as const;

/** The log of an endpoint's deliveries, its test and its replay. They are made after the answer. */
export function deliveryRoutes(dependencies: { documents: Documents; runner: Runner; now: () => Date }) {
  const { documents, runner, now } = dependencies;
  async function requireDelivery(tenantId: TenantId, { id, deliveryId }: z.infer<typeof ByDelivery>) {
    const delivery = await requireState(documents, tenantId, webhookDeliveries, {
      id: deliveryId,
      what: "webhook-delivery",
    });
    if (delivery.endpointId !== id)
      throw new Problem(404, "webhook-delivery-not-found", `There is no webhook-delivery "${deliveryId}".`);
    return delivery;
  }
  return [
    route({
      ...common,
      method: "GET",
      path: "/v1/webhook-endpoints/:id/deliveries",
      operationId: "listWebhookDeliveries",
      summary: "List an endpoint's deliveries, newest first",
      description: "Every event that was sent, with each attempt and the beginning of your answer.",
      params: ById,
      query: Paging,
      reply: pageOf(DeliveryView),
      async handle({ identity, params, query }) {
        const page = await documents.query(identity.tenantId, webhookDeliveries.collection, {
          where: [["state.endpointId", "==", params.id]],
          orderBy: { field: "state.createdAt", direction: "desc" },
          limit: query.limit,
          cursor: query.cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => deliveryView(data.state)) };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/webhook-endpoints/:id/deliveries/:deliveryId",
      operationId: "getWebhookDelivery",
      summary: "Get a delivery with its attempts",
      problems: { 404: ["webhook-delivery-not-found"] },
      description: "The body as it was sent, and every attempt.",
      params: ByDelivery,
      reply: DeliveryView,
      async handle({ identity, params }) {
        return { status: 200, body: deliveryView(await requireDelivery(identity.tenantId, params)) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/webhook-endpoints/:id/deliveries/:deliveryId/replay",
      operationId: "replayWebhookDelivery",
      summary: "Send an ended delivery again, with the same id",
      problems: {
        404: ["webhook-endpoint-not-found", "webhook-delivery-not-found"],
        409: ["webhook-endpoint-disabled"],
      },
      description: "The request has the webhook-id of the first one, by which your server knows a repeat.",
      status: 202,
      params: ByDelivery,
      reply: DeliveryView,
      idempotency: "own",
      async handle({ identity, params, idempotencyKey }) {
        const before = await requireDelivery(identity.tenantId, params);
        await requireEnabled(documents, identity.tenantId, params.id);
        const { conversationId, customerId } = before;
        const data = { deliveryId: before.id, endpointId: params.id, conversationId, customerId, webhook: null };
        const wish = { action: "replay-webhook", key: before.id, data, at: now() };
        const event = requestedEvent(webhookDeliveryRequested, { identity, idempotencyKey }, wish);
        const after = await runner.run(openDelivery, event);
        return { status: 202, body: deliveryView(after ?? before) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/webhook-endpoints/:id/test",
      operationId: "testWebhookEndpoint",
      summary: "Send a test event to an endpoint",
      problems: { 404: ["webhook-endpoint-not-found"], 409: ["webhook-endpoint-disabled"] },
      description: "Posts an endpoint.test event, so that you can check the signature.",
      status: 202,
      params: ById,
      reply: DeliveryView,
      idempotency: "own",
      async handle({ identity, params, idempotencyKey, requestId }) {
        const { tenantId } = identity;
        await requireEnabled(documents, tenantId, params.id);
        const at = now();
        const eventId = deriveId("webhook-test", tenantId, identity.subject, params.id, idempotencyKey ?? requestId);
        const deliveryId = deriveId("webhook", eventId, params.id);
        const body = JSON.stringify({ type: "endpoint.test", timestamp: at.toISOString(), data: {} });
        const webhook = { eventId, type: "endpoint.test", conversationId: null, body };
        const data = { deliveryId, endpointId: params.id, conversationId: null, customerId: null, webhook };
        const wish = { action: "test-webhook", key: params.id, data, at };
        await runner.run(openDelivery, requestedEvent(webhookDeliveryRequested, { identity, idempotencyKey }, wish));
        return { status: 202, body: deliveryView(await requireDelivery(tenantId, { id: params.id, deliveryId })) };
      },
    }),
  ];
}

async function requireEnabled(documents: Documents, tenantId: TenantId, id: string): Promise<void> {
  const { data } = await requireEndpoint(documents, tenantId, id);
  if (data.disabled)
    throw new Problem(409, "webhook-endpoint-disabled", `Enable the endpoint first. ${data.disabled.reason}`);
}

function deliveryView(delivery: WebhookDelivery): z.infer<typeof DeliveryView> {
  const { id, webhook, status, attempts, createdAt, updatedAt } = delivery;
  return {
    id,
    event_id: webhook.eventId,
    type: webhook.type,
    status,
    body: webhook.body,
    attempts: attempts.map(({ durationMs, ...attempt }) => ({ ...attempt, duration_ms: durationMs })),
    created_at: createdAt,
    updated_at: updatedAt,
  };
}
