import { randomUUID } from "node:crypto";
import { z } from "zod";
import { forgetChosenEvents } from "../../../shared/contracts/sending/chosen-events.ts";
import { ChannelType } from "../../../shared/events/index.ts";
import { webhookEventNames } from "../../../shared/events/webhook-event-names.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import { absent, type Documents, put, remove } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { Endpoint, placeholders } from "../../../shared/tools/http/endpoint.ts";
import type { Endpoints } from "./endpoints.ts";
import { requireEndpoint } from "./require-endpoint.ts";
import { maxEndpoints, newEndpoint, newSecret, type WebhookEndpoint, webhookEndpoints } from "./webhook-endpoint.ts";

const oldSecretSignsForMs = 24 * 3_600_000;

const ById = z.object({ id: z.string().min(1).max(64) });
const Url = Endpoint.pipe(z.string().max(2_000)).refine(
  (url) => placeholders(url).length === 0,
  "must not have a {name}",
);
const Events = z
  .array(z.enum(webhookEventNames))
  .min(1)
  .max(webhookEventNames.length)
  .describe("The events that are posted to it.");
const Description = z.string().max(200).nullable().describe("A note for people.");

export const EndpointView = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string().nullable().describe("A note for people."),
    events: z.array(z.enum(webhookEventNames)).describe("The events that are posted to it."),
    channels: z
      .array(ChannelType)
      .nullable()
      .describe("The channels whose events are posted; null: all. Of an integration, those that it carries."),
    integration: z
      .string()
      .nullable()
      .describe("The integration whose webhook_url it is; null for one that was created here."),
    enabled: z.boolean().describe("False while nothing is sent to it."),
    disabled_reason: z.string().nullable().describe("Why nothing is sent; null while it is enabled."),
    disabled_at: z.string().nullable().describe("Since when nothing is sent; null while it is enabled."),
    previous_secret_until: z.string().nullable().describe("The secret before the rotation signs too until then."),
    secret_name: z
      .string()
      .nullable()
      .describe(
        "The client's own secret that signs, as its configuration says: it gets a new value there. Null: one made here.",
      ),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "WebhookEndpoint" });
export const WithSecret = EndpointView.extend({
  secret: z.string().describe("Verifies signatures (Standard Webhooks). Store it now: it is not shown again."),
}).meta({ id: "NewWebhookEndpoint" });

const common = { tag: "Webhooks", permission: "keys:manage" } as const;

/** The servers of the tenant that are told what happened. For its admins. */
export function endpointRoutes(dependencies: {
  readonly documents: Documents;
  readonly endpoints: Endpoints;
  readonly now: () => Date;
}) {
  const { documents, endpoints, now } = dependencies;

  async function change(tenantId: TenantId, id: string, next: (before: WebhookEndpoint) => WebhookEndpoint) {
    const { version, data } = await requireEndpoint(documents, tenantId, id);
    const after = { ...next(data), updatedAt: now().toISOString() };
    await documents.commit(tenantId, [put(webhookEndpoints, id, after, { ifVersion: version })]);
    forgetChosenEvents(documents, tenantId);
    return after;
  }
  /** @throws Problem 409 `webhook-endpoint-configured` for what only the configuration may change. */
  function madeThroughApi(endpoint: WebhookEndpoint): void {
    if (endpoint.integration === null) return;
    const where = `webhook_url of the integration "${endpoint.integration}" in the configuration`;
    throw new Problem(409, "webhook-endpoint-configured", `This endpoint is the ${where}. Change it there.`);
  }

  return [
    route({
      ...common,
      method: "POST",
      path: "/v1/webhook-endpoints",
      operationId: "createWebhookEndpoint",
      summary: "Create a webhook endpoint; its secret is shown only once",
      problems: { 409: ["webhook-endpoints-full"] },
      description:
        "Each event that you choose is posted to the address and signed as Standard Webhooks says. Up to 20 endpoints.",
      example: {
        url: "https://shop.example/hooks/agent",
        events: ["message.received", "conversation.escalated"],
        description: "Shop",
      },
      status: 201,
      body: z.object({ url: Url, events: Events, description: Description.default(null) }),
      reply: WithSecret,
      async handle({ body, identity }) {
        const madeBefore = (await endpoints.of(identity.tenantId)).filter(({ integration }) => integration === null);
        if (madeBefore.length >= maxEndpoints)
          throw new Problem(409, "webhook-endpoints-full", `There are ${maxEndpoints} endpoints. Delete one first.`);
        const madeHere = { id: randomUUID(), channels: null, integration: null, secretName: null };
        const endpoint = newEndpoint({ ...body, ...madeHere }, now().toISOString());
        await documents.commit(identity.tenantId, [
          put(webhookEndpoints, endpoint.id, endpoint, { ifVersion: absent }),
        ]);
        forgetChosenEvents(documents, identity.tenantId);
        return { status: 201, body: { ...endpointView(endpoint), secret: endpoint.secret } };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/webhook-endpoints",
      operationId: "listWebhookEndpoints",
      summary: "List all webhook endpoints, oldest first",
      description:
        "Those created here, and the webhook_url of each integration in the active configurations. Without their secrets.",
      reply: z.object({ items: z.array(EndpointView) }),
      async handle({ identity }) {
        return { status: 200, body: { items: (await endpoints.of(identity.tenantId)).map(endpointView) } };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/webhook-endpoints/:id",
      operationId: "getWebhookEndpoint",
      summary: "Get a webhook endpoint, and why it is disabled",
      problems: { 404: ["webhook-endpoint-not-found"] },
      description: "An endpoint that failed for a day is disabled, and disabled_reason says why.",
      params: ById,
      reply: EndpointView,
      async handle({ identity, params }) {
        const { data } = await requireEndpoint(documents, identity.tenantId, params.id);
        return { status: 200, body: endpointView(data) };
      },
    }),
    route({
      ...common,
      method: "PATCH",
      path: "/v1/webhook-endpoints/:id",
      operationId: "updateWebhookEndpoint",
      summary: "Change, disable or enable a webhook endpoint",
      problems: { 404: ["webhook-endpoint-not-found"], 409: ["webhook-endpoint-configured"] },
      description:
        "Fields that are left out stay as they are. The address and the events of an integration's endpoint are changed in the configuration. Enabling an endpoint lets new events go out; earlier deliveries can be replayed.",
      example: { enabled: true },
      params: ById,
      body: z.object({
        url: Url.optional(),
        events: Events.optional(),
        description: Description.optional(),
        enabled: z.boolean().optional().describe("False stops all requests until it is true again."),
      }),
      reply: EndpointView,
      async handle({ identity, params, body }) {
        const { url, events, description, enabled } = body;
        const after = await change(identity.tenantId, params.id, (before) => {
          if (url !== undefined || events !== undefined) madeThroughApi(before);
          return {
            ...before,
            url: url ?? before.url,
            events: events ?? before.events,
            description: description === undefined ? before.description : description,
            disabled: disabledAfter(before, enabled, now()),
          };
        });
        return { status: 200, body: endpointView(after) };
      },
    }),
    route({
      ...common,
      method: "DELETE",
      path: "/v1/webhook-endpoints/:id",
      operationId: "deleteWebhookEndpoint",
      summary: "Delete a webhook endpoint; nothing more is sent to it",
      problems: { 404: ["webhook-endpoint-not-found"], 409: ["webhook-endpoint-configured"] },
      description: "Deliveries that wait for a retry are dropped.",
      params: ById,
      reply: EndpointView,
      async handle({ identity, params }) {
        const { data } = await requireEndpoint(documents, identity.tenantId, params.id);
        madeThroughApi(data);
        await documents.commit(identity.tenantId, [remove(webhookEndpoints, params.id)]);
        forgetChosenEvents(documents, identity.tenantId);
        return { status: 200, body: endpointView(data) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/webhook-endpoints/:id/rotate-secret",
      operationId: "rotateWebhookSecret",
      summary: "Create a new secret; the old one signs too for a day",
      problems: { 404: ["webhook-endpoint-not-found"], 409: ["webhook-endpoint-configured"] },
      description:
        "Requests carry the signatures of both secrets for a day, so that your server can change over without a loss.",
      params: ById,
      reply: WithSecret,
      async handle({ identity, params }) {
        const until = new Date(now().getTime() + oldSecretSignsForMs).toISOString();
        const after = await change(identity.tenantId, params.id, (before) => {
          if (before.secretName !== null) throw signedByOwnSecret(before.secretName);
          return { ...before, secret: newSecret(), previousSecret: { secret: before.secret, until } };
        });
        return { status: 200, body: { ...endpointView(after), secret: after.secret } };
      },
    }),
  ];
}

function signedByOwnSecret(name: string): Problem {
  const detail = `The secret ${name} signs for this endpoint, as its configuration says. Give that secret a new value.`;
  return new Problem(409, "webhook-endpoint-configured", detail);
}

function disabledAfter({ disabled }: WebhookEndpoint, enabled: boolean | undefined, now: Date) {
  if (enabled === undefined) return disabled;
  if (enabled) return null;
  return disabled ?? { reason: "Disabled through the API.", at: now.toISOString() };
}

export function endpointView(endpoint: WebhookEndpoint): z.infer<typeof EndpointView> {
  const { id, url, description, events, channels, integration, disabled, previousSecret, secretName } = endpoint;
  return {
    id,
    url,
    description,
    events,
    channels,
    integration,
    enabled: disabled === null,
    disabled_reason: disabled?.reason ?? null,
    disabled_at: disabled?.at ?? null,
    previous_secret_until: previousSecret?.until ?? null,
    secret_name: secretName,
    created_at: endpoint.createdAt,
    updated_at: endpoint.updatedAt,
  };
}
