import { z } from "zod";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { deliveryProgress, messageDeliveries, turnDeliveries } from "../../../shared/contracts/delivery-progress.ts";
import { ChannelType, Choice, directMessageOrdered, Purpose } from "../../../shared/events/index.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { type Route, route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { composeMessage } from "./compose-message.ts";
import { type DirectMessage, directMessages } from "./direct-message.ts";
import { findRecipient } from "./find-recipient.ts";
import { orderMessage } from "./steps.ts";
import { DirectMessageView, directMessageView } from "./views.ts";

const Body = z
  .strictObject({
    customer_id: z.string().min(1).max(64).optional().describe("Where they were last in contact, or on `channel`."),
    conversation_id: z.string().min(1).max(64).optional().describe("The conversation that gets the message."),
    channel: ChannelType.optional().describe("The channel of `address`, or the one to reach `customer_id` on."),
    address: z.string().min(1).max(320).optional().describe("A phone number such as +919812345678, or an e-mail."),
    purpose: Purpose.default("service").describe("marketing needs consent where the configuration requires it."),
    text: z.string().min(1).max(4_000).optional().describe("Placeholders such as {order} are filled from `values`."),
    values: z
      .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.union([z.string().max(2_000), z.number(), z.boolean()]))
      .refine((values) => Object.keys(values).length <= 50, "must have at most 50 entries")
      .default({})
      .describe("What the placeholders of `text` and of the template stand for."),
    choices: z.array(Choice).max(10).default([]).describe("Buttons, or numbered lines where the channel has none."),
    template: z
      .strictObject({
        name: z.string().min(1).max(512),
        values: z.record(z.string(), z.string().max(1_000)).default({}),
      })
      .optional()
      .describe("Sent as it is without `text`; with `text`, only where the channel does not allow free text."),
    config_id: z.string().min(1).max(64).optional().describe("The name of an active configuration."),
  })
  .refine(
    (to) => [to.customer_id, to.conversation_id, to.address].filter((given) => given !== undefined).length === 1,
    "must name one of customer_id, conversation_id and address",
  )
  .refine((to) => to.address === undefined || to.channel !== undefined, "must name the channel of the address")
  .refine(
    (to) => to.conversation_id === undefined || to.channel === undefined,
    "must not name a conversation's channel",
  )
  .refine(({ text, template }) => text !== undefined || template !== undefined, "must have a text or a template")
  .refine(({ text, choices }) => text !== undefined || choices.length === 0, "must have a text with its choices");

export interface MessageDependencies {
  readonly platform: { readonly documents: Documents };
  readonly runner: Runner;
  readonly now: () => Date;
  activeConfig(tenantId: TenantId, name: string | null): Promise<{ readonly name: string; readonly version: number }>;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

const tag = "Messages";

/** One message to one customer, and what became of it. */
export function messageRoutes(dependencies: MessageDependencies): Route[] {
  const { platform, runner, now } = dependencies;
  const { documents } = platform;
  return [
    route({
      method: "POST",
      path: "/v1/messages",
      operationId: "sendMessage",
      summary: "Send one message to one customer, under the rules of consent, opt-outs, quiet hours and caps",
      problems: {
        404: ["config-not-found", "conversation-not-found", "customer-not-found"],
        422: [
          "address-unknown",
          "address-unproven",
          "channel-not-connected",
          "email-invalid",
          "phone-invalid",
          "placeholder-unknown",
          "template-unknown",
          "template-not-approved",
          "template-value-missing",
          "text-empty",
        ],
      },
      description:
        "Name the customer, a conversation, or an address with its channel. A message that may not leave now waits or is skipped, and GET says why.",
      example: {
        channel: "whatsapp",
        address: "+919812345678",
        text: "Your report {number} is ready.",
        values: { number: "R-7" },
      },
      tag,
      permission: "triggers:write",
      status: 202,
      body: Body,
      reply: DirectMessageView,
      async handle({ identity, body, idempotencyKey }) {
        const { tenantId } = identity;
        const at = now();
        const active = await dependencies.activeConfig(tenantId, body.config_id ?? null);
        const config = await dependencies.config(tenantId, active.name, active.version);
        const { conversationId, recipient } = await findRecipient({ documents, tenantId, config, now: at }, body);
        const words = composeMessage(config, recipient.channel, body);
        const wish = { ...words, conversationId, recipient, purpose: body.purpose, configName: active.name };
        // The key is fixed, so that a repeat that finds another conversation sends nothing either.
        const request = { action: "send-message", key: "message", data: { ...wish, directMessageId: "" }, at };
        const event = requestedEvent(directMessageOrdered, { identity, idempotencyKey }, request);
        const data = { ...event.data, directMessageId: event.id };
        await runner.run(orderMessage, { ...event, key: event.id, data });
        return { status: 202, body: await viewOf(documents, tenantId, event.id) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/messages/:id",
      operationId: "getMessage",
      summary: "Get what became of a message: queued, waiting, sent, delivered, read, failed or skipped",
      problems: { 404: ["message-not-found"] },
      description: "The state of the message and, where it was not sent, the reason as a stable word.",
      tag,
      permission: "conversations:read",
      params: z.object({ id: z.string().min(1).max(64) }),
      reply: DirectMessageView,
      async handle({ identity, params }) {
        return { status: 200, body: await viewOf(documents, identity.tenantId, params.id) };
      },
    }),
  ];
}

async function viewOf(documents: Documents, tenantId: TenantId, id: string) {
  const message = await requireState(documents, tenantId, directMessages, { id, what: "message" });
  return directMessageView(message, await progressOf(documents, tenantId, message));
}

async function progressOf(documents: Documents, tenantId: TenantId, message: DirectMessage) {
  const { messageId, turnId, conversationId } = message;
  if (messageId === null || turnId === null) return null;
  const [turn, conversation] = await Promise.all([
    documents.get(tenantId, turnDeliveries, turnId),
    documents.get(tenantId, messageDeliveries, conversationId),
  ]);
  const sent = conversation?.data.state.recent.find((recent) => recent.id === messageId);
  return deliveryProgress(messageId, sent?.delivery, turn?.data.state.deliveries ?? {});
}
