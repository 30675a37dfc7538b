import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { providerOf, requiresOptIn } from "../../../shared/channels/channel-settings.ts";
import { isAddressKindOf, isCarried } from "../../../shared/channels/definitions.ts";
import { toolMessage } from "../../../shared/channels/sending/tool-message.ts";
import type { ConfigVersions } from "../../../shared/config/versions/versions.ts";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { turnDeliveries } from "../../../shared/contracts/sending/delivery-progress.ts";
import { standingOf } from "../../../shared/customers/customer.ts";
import { customerIdOf } from "../../../shared/customers/identity.ts";
import { type ContactDecision, mayContact } from "../../../shared/customers/may-contact.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import type { ChannelType } from "../../../shared/events/index.ts";
import { textContent } from "../../../shared/events/index.ts";
import { type MessageRequested, messageRequested } from "../../../shared/events/outreach/messages.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { contactOf } from "../../../shared/tools/contact.ts";
import type { SendMessage } from "../../../shared/tools/tool.ts";

interface Dependencies {
  readonly configs: Pick<ConfigVersions, "active" | "parsed">;
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly now: () => Date;
}

/**
 * The messaging tools' sender. It requests the message as every other unasked message is requested, so the conversation
 * holds it, its delivery is tracked, and opt-outs, caps and quiet hours apply when it is sent. What would be refused
 * then is refused here first, so that the model learns the reason. The request is identified by the tool call, so a
 * repeat after a crash sends nothing twice and a second call sends a second message.
 */
export function messageSending({ configs, platform, now }: Dependencies): SendMessage {
  return async ({ tenantId, channel, from, purpose, content, judge, idempotencyKey }) => {
    const active = await configs.active(tenantId);
    const config = active && (await configs.parsed(tenantId, active.name, active.version));
    const carrier = config && isCarried(channel) ? providerOf(config, channel, null) : undefined;
    if (!active || !config || !isCarried(channel) || !carrier || carrier.address === null)
      throw new TerminalError(
        "channel-not-connected",
        `${tenantId} has no account for ${channel} under channels.input.`,
      );

    const at = now();
    const ids = await platform.documents.ids(tenantId);
    const to = contactOf(from, channel) ?? (await verifiedAddress(platform, { tenantId, channel, from, at }));
    if (to === undefined)
      return { status: "refused", reason: `The customer's ${channel} address is not known in this conversation.` };
    const target = conversationIdOf(ids, channel, to);
    // In the customer's own turn they have just written, but that message is not stored yet.
    const lastInboundAt =
      target === from.conversationId ? at.toISOString() : await lastWroteAt(platform, tenantId, target);
    const message = toolMessage({ config, channel, provider: carrier.provider, content, lastInboundAt, now: at });
    const given = content.type === "text" ? [content.text] : content.values;
    const withheld = [...given, message.text].map((text) => judge(text, message.wording)).find((why) => why !== null);
    if (withheld) return { status: "refused", reason: `The message was not sent: ${withheld}` };

    const customer = await readCustomer(platform.documents, tenantId, customerIdOf(ids, channel, to), at);
    const verdict = mayContact({
      customer: customer.state,
      channel,
      purpose,
      rules: config.contact_rules,
      timeZone: config.timezone,
      optInRequired: requiresOptIn(config, channel),
      now: at,
    });
    const requestId = deriveId(idempotencyKey, "tool-message");
    // A repeat may find that this very message has used up the cap.
    if (verdict.type === "no" && !(await platform.documents.get(tenantId, turnDeliveries, requestId)))
      return { status: "refused", reason: reasons[verdict.reason] };

    const data: MessageRequested = {
      requestId,
      origin: { kind: "tool", id: requestId },
      purpose,
      conversationId: target,
      recipient: { channel, accountAddress: carrier.address, address: to, name: from.customer.name },
      content: textContent(message.text),
      template: message.template,
      ...(message.template ? { byTemplate: true } : {}),
      unlessWrittenSince: null,
      configName: active.name,
    };
    await platform.bus.publish([envelopeOf(messageRequested, { id: requestId, tenantId, key: target, at, data })]);
    const messageId = deriveId(requestId, "message");
    return { status: "accepted", messageId, notBefore: verdict.type === "later" ? verdict.until : null };
  };
}

const reasons: Readonly<Record<Extract<ContactDecision, { readonly type: "no" }>["reason"], string>> = {
  "opted-out": "The customer does not want messages there. Do not try again.",
  "no-consent": "The customer has not agreed to such messages.",
  "no-opt-in": "The customer has not agreed to messages there.",
  "frequency-cap": "The customer has got as many messages as are allowed. Tell them here instead.",
};

/** An address of the customer that they have proven to own. An address that a customer merely named does not count. */
async function verifiedAddress(
  { documents }: Dependencies["platform"],
  {
    tenantId,
    channel,
    from,
    at,
  }: {
    readonly tenantId: TenantId;
    readonly channel: ChannelType;
    readonly from: Parameters<SendMessage>[0]["from"];
    readonly at: Date;
  },
): Promise<string | undefined> {
  const id = customerIdOf(await documents.ids(tenantId), from.channel, from.customer.address);
  const { state } = await readCustomer(documents, tenantId, id, at);
  return state.identities.findLast((known) => isAddressKindOf(channel, known.kind) && standingOf(known) !== "claimed")
    ?.value;
}

async function lastWroteAt(
  { documents }: Dependencies["platform"],
  tenantId: TenantId,
  conversationId: string,
): Promise<string | null> {
  const stored = await documents.get(tenantId, conversationSummaries, conversationId);
  return stored?.data.state.lastInboundAt ?? null;
}
