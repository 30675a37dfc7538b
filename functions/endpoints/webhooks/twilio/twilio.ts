import { saysOptedOut } from "../../../../shared/channels/opt-out/provider-codes.ts";
import { type ChannelType, deliveryReported, optOutReported } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { envelopeOf, inboundEvents, type Publishing, publishAll, unroutableEvent } from "../publishing/publish.ts";
import { type Acknowledgement, readForm, type Webhook, type WebhookDelivery } from "../webhook-endpoint.ts";
import { type InboundMessage, readInbound, readStatusQuery, readTwilioStatus } from "./twilio-form.ts";
import { isSigned, signatureOf, verifySigned } from "./twilio-signature.ts";

/** The owners of Twilio numbers and their auth tokens. */
export interface TwilioAccounts {
  /** The tenant a number belongs to, and the configuration that claims it. */
  byAddress(to: {
    readonly channel: ChannelType;
    readonly address: string;
  }): Promise<{ readonly tenantId: TenantId; readonly configName: string } | undefined>;
  /** The tenant's auth tokens from one active configuration, or from all. Empty for an invalid tenant id. */
  authTokens(tenantId: string, configName?: string): Promise<readonly string[]>;
  /** All of the tenant's auth tokens, at most a minute old: a report says nothing that a retired token could harm. */
  recentAuthTokens(tenantId: string): Promise<readonly string[]>;
  /** The agency's auth tokens, for numbers of no tenant. */
  platformAuthTokens(): Promise<readonly string[]>;
}

export interface TwilioWebhookDependencies extends Publishing {
  readonly documents: Pick<Documents, "ids">;
  readonly accounts: TwilioAccounts;
}

const acknowledged: Acknowledgement = { contentType: "text/xml; charset=utf-8", body: "<Response/>" };

/** 100,000 characters in Devanagari take 900 KB as a form. WhatsApp allows 4,096 characters. */
const maxBodyBytes = 1024 * 1024;

/** Twilio's webhooks: messages to tenants' numbers, and delivery status of our messages. */
export function twilioWebhooks(deps: TwilioWebhookDependencies): Webhook[] {
  const form = { mediaType: "application/x-www-form-urlencoded", maxBodyBytes };
  return [
    { ...form, path: "/webhooks/twilio/whatsapp", receive: (delivery, log) => receiveMessage(deps, delivery, log) },
    { ...form, path: "/webhooks/twilio/sms", receive: (delivery, log) => receiveMessage(deps, delivery, log) },
    { ...form, path: "/webhooks/twilio/status", receive: (delivery, log) => receiveStatus(deps, delivery, log) },
  ];
}

async function receiveMessage(
  deps: TwilioWebhookDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const signature = signatureOf(delivery);
  const form = readForm(delivery.rawBody);
  const message = readInbound(form);
  const owner = await deps.accounts.byAddress(message.to);
  const tokens = owner
    ? await deps.accounts.authTokens(owner.tenantId, owner.configName)
    : await deps.accounts.platformAuthTokens();
  await verifySigned({ tokens, signature, url: delivery.url, form });
  if (owner === undefined) return unroutable(deps, message, log);

  const { tenantId, configName } = owner;
  const { messageSid: providerMessageId, from, to, ...said } = message;
  const envelopes = inboundEvents({
    ...said,
    provider: "twilio",
    providerMessageId,
    ids: await deps.documents.ids(tenantId),
    at: deps.now(),
    channel: from.channel,
    accountAddress: to.address,
    customerAddress: from.address,
    attachments: [...said.attachments],
    thread: null,
    configName,
  });
  await publishAll(deps, envelopes, log);
  return acknowledged;
}

/** Acknowledges a message to an unknown number, so that Twilio does not retry, and records it for the operator. */
async function unroutable(
  deps: TwilioWebhookDependencies,
  message: InboundMessage,
  log: Logger,
): Promise<Acknowledgement> {
  const { channel, address: accountAddress } = message.to;
  const stray = { provider: "twilio", channel, accountAddress, providerMessageId: message.messageSid, at: deps.now() };
  await publishAll(deps, [unroutableEvent(stray)], log);
  return acknowledged;
}

async function receiveStatus(
  deps: TwilioWebhookDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const signature = signatureOf(delivery);
  const form = readForm(delivery.rawBody);
  const { tenantId: claimed, trace, ...about } = readStatusQuery(delivery.query);
  const signed = { signature, url: delivery.url, form };
  if (!(await isSigned({ ...signed, tokens: await deps.accounts.recentAuthTokens(claimed) })))
    await verifySigned({ ...signed, tokens: await deps.accounts.authTokens(claimed) });

  // The tenant's token verified the signature, so the id is valid.
  const tenantId = claimed as TenantId;
  const { status, ...report } = readTwilioStatus(form);
  if (status === undefined) return acknowledged;
  const id = deriveId("twilio-status", tenantId, report.providerMessageId, status);
  const data = { ...about, ...report, status };
  const event = envelopeOf(deliveryReported, { id, tenantId, key: about.conversationId, at: deps.now(), data, trace });
  const { conversationId } = about;
  const channel = form.get("To")?.startsWith("whatsapp:") ? "whatsapp" : "sms";
  // A STOP that only Twilio knows, perhaps from before the tenant had the number.
  const optOut = saysOptedOut(report.errorCode)
    ? [
        envelopeOf(optOutReported, {
          id: deriveId(id, "opt-out"),
          tenantId,
          key: conversationId,
          at: deps.now(),
          data: { conversationId, channel, wording: `twilio: ${report.errorCode}`, message: null },
        }),
      ]
    : [];
  await publishAll(deps, [event, ...optOut], log);
  return acknowledged;
}
