import { z } from "zod";
import {
  deliveryProgress,
  messageDeliveries,
  turnDeliveries,
} from "../../../shared/contracts/sending/delivery-progress.ts";
import { directMessageOrdered } from "../../../shared/events/index.ts";
import { requestedId } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { type DirectMessage, directMessages } from "./direct-message.ts";
import { MessageBody } from "./message-body.ts";
import type { ConfigDependencies } from "./message-config.ts";
import { messageWish } from "./message-wish.ts";
import { orderMessage } from "./steps.ts";
import { acceptedView, DirectMessageView, directMessageView } from "./views.ts";

export interface MessageDependencies extends ConfigDependencies {
  readonly platform: { readonly documents: Documents };
  readonly runner: Runner;
  readonly now: () => Date;
}

const tag = "Messages";

/** One message to one customer, and what became of it. */
export function messageRoutes(dependencies: MessageDependencies) {
  const { platform, runner, now } = dependencies;
  const { documents } = platform;
  return [
    route({
      method: "POST",
      path: "/v1/messages",
      operationId: "sendMessage",
      summary: "Send one message to one customer, under the rules of consent, opt-outs, quiet hours and caps",
      problems: {
        403: ["recipient-forbidden"],
        404: ["config-not-found", "conversation-not-found", "customer-not-found"],
        409: ["config-in-use", "conversation-held"],
        422: [
          "address-unknown",
          "address-unproven",
          "channel-not-connected",
          "email-invalid",
          "phone-invalid",
          "placeholder-unknown",
          "template-unknown",
          "template-not-approved",
          "template-language-unknown",
          "template-value-missing",
          "template-value-unknown",
          "text-empty",
        ],
      },
      description:
        "Name the customer, a conversation, or an address with its channel. Operators name a conversation that they have taken, or that nobody has. A message that may not leave now waits or is skipped, and GET says why.",
      example: {
        channel: "whatsapp",
        address: "+919812345678",
        text: "Your report {number} is ready.",
        values: { number: "R-7" },
      },
      tag,
      permission: "messages:write",
      status: 202,
      body: MessageBody,
      reply: DirectMessageView,
      // A repeat after a crash goes on at once, where the shell would make it wait for the first request.
      idempotency: "own",
      async handle({ identity, body, idempotencyKey }) {
        const { tenantId } = identity;
        const at = now();
        // The key is fixed, so that a repeat that finds another conversation sends nothing either.
        const order = { action: "send-message", key: "message" };
        const id = requestedId({ identity, idempotencyKey }, order);
        const before = idempotencyKey && (await documents.get(tenantId, directMessages.collection, id));
        const wish = before
          ? before.data.state.wish
          : await messageWish({ ...dependencies, documents }, { identity, body, now: at });
        if (wish) {
          const data = { ...wish, directMessageId: id };
          await runner.run(orderMessage, envelopeOf(directMessageOrdered, { id, tenantId, key: id, at, data }));
        }
        const message = await requireState(documents, tenantId, directMessages, { id, what: "message" });
        return { status: 202, body: acceptedView(message) };
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
