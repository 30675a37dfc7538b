import { z } from "zod";
import { currentConfig } from "../../../../shared/config/versions/current-config.ts";
import { ConfigName } from "../../../../shared/config/versions/versions.ts";
import { ChannelType, directMessageOrdered } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { rateHeaders } from "../../../../shared/security/limits/rate-limit.ts";
import type { TenantLimiter } from "../../../../shared/security/limits/tenant-limiter.ts";
import { directMessages } from "../direct-message.ts";
import { MessageBody } from "../message-body.ts";
import { messageWish } from "../message-wish.ts";
import type { MessageDependencies } from "../routes.ts";
import { orderMessage } from "../steps.ts";
import { acceptedView, DirectMessageView } from "../views.ts";
import { testText } from "./test-text.ts";

/** Of a whole client, so that tests do not become a way to write to many. */
const testsPerHour = { name: "test-messages", limit: 10, windowMs: 3_600_000 };

/** A message to one's own number or address, by which a channel is tested. */
export function testMessageRoutes(dependencies: MessageDependencies & { readonly limiter: TenantLimiter }) {
  const { platform, runner, now, limiter } = dependencies;
  const { documents } = platform;
  return [
    route({
      method: "POST",
      path: "/v1/messages/tests",
      operationId: "sendTestMessage",
      summary: "Send a test message to your own number or address",
      description:
        "It takes the way of every message: the account of the active configuration, the provider, and its reports. `getMessage` tells what became of it. The text is fixed, in the agent's language. It needs no consent, because it may only go to an address of one's own, or of somebody who has agreed; an opt-out holds. Who sent it is in the audit log. Ten an hour for a client.",
      problems: {
        404: ["config-not-found", "conversation-not-found"],
        409: ["config-in-use"],
        422: ["address-unproven", "channel-not-connected", "email-invalid", "phone-invalid"],
        429: ["rate-limited"],
      },
      example: { config: "main", channel: "whatsapp", address: "+919812345678", own: true },
      tag: "Messages",
      permission: "configs:write",
      status: 202,
      body: z.strictObject({
        config: ConfigName.describe("The configuration whose account sends it."),
        channel: ChannelType.describe("The channel that is tested."),
        address: z.string().min(1).max(320).describe("A phone number such as +919812345678, or an e-mail address."),
        own: z.literal(true).describe("The address is one's own, or its owner has agreed to the test."),
      }),
      reply: DirectMessageView,
      async handle(request) {
        const { identity, body } = request;
        const { tenantId, subject: testBy } = identity;
        const { config } = await currentConfig(dependencies, tenantId, body.config);
        const message = MessageBody.parse({
          channel: body.channel,
          address: body.address,
          config_id: body.config,
          purpose: "transactional",
          text: testText(config.agent.language),
        });
        const wish = await messageWish({ ...dependencies, documents }, { identity, body: message, now: now() });
        await requireWithinLimit(tenantId);
        const order = { action: "send-test-message", key: "message" };
        const id = requestedId(request, order);
        const data = { ...wish, testBy, directMessageId: id };
        await runner.run(orderMessage, requestedEvent(directMessageOrdered, request, { ...order, data, at: now() }));
        const ordered = await requireState(documents, tenantId, directMessages, { id, what: "message" });
        return { status: 202, body: acceptedView(ordered) };
      },
    }),
  ];

  async function requireWithinLimit(tenantId: TenantId): Promise<void> {
    const counted = await limiter.count(tenantId, [testsPerHour]);
    if (counted.allowed) return;
    const detail = `A client may send ${testsPerHour.limit} test messages an hour. Wait, or write to the number as a customer does.`;
    throw new Problem(429, "rate-limited", detail, { headers: rateHeaders([testsPerHour], counted) });
  }
}
