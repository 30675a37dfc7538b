import { conversationIdOf as conversationIdAt } from "../../../../shared/channels/addresses/recipient.ts";
import { keywordOf } from "../../../../shared/channels/keyword-words.ts";
import {
  type MessageDetails,
  type MessageReceived,
  messageDeleted,
  messageReceived,
  messageUnroutable,
  optOutReported,
} from "../../../../shared/events/index.ts";
import type { Bus, Envelope } from "../../../../shared/platform/bus.ts";
import { platformScope, type TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { checkDeclared } from "../../../../shared/runtime/declared.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { boundedArrival } from "./bounded-arrival.ts";
import { publishedEvents } from "./published-events.ts";

/** What a webhook needs to publish events. */
export interface Publishing {
  readonly bus: Pick<Bus, "publish">;
  readonly now: () => Date;
}

export { envelopeOf };

/** A customer's message, read from a provider's webhook. */
export interface VerifiedMessage extends Omit<MessageReceived, "conversationId" | "messageId" | "edits"> {
  readonly provider: string;
  readonly providerMessageId: string;
  readonly ids: TenantIds;
  readonly at: Date;
  /** The provider's id of the message that this one quotes. */
  readonly quotes?: string | undefined;
  /** The same as our senders report it, where that is another. */
  readonly quotesSent?: string | undefined;
  /** The provider's id of the customer's message whose wording this one replaces. */
  readonly replaces?: string | undefined;
}

/** One conversation for each person and channel of a tenant. */
export function conversationIdOf({
  ids,
  channel,
  customerAddress,
  claim,
}: Pick<VerifiedMessage, "ids" | "channel" | "customerAddress" | "claim">): string {
  return conversationIdAt(ids, channel, claim ?? customerAddress);
}

/**
 * Creates the events of an inbound message. There is one conversation per person and channel of a tenant, and one event per
 * message, even if it is delivered repeatedly. A STOP also gives an opt-out event, which need not wait for a turn.
 */
export function inboundEvents(arrival: VerifiedMessage): readonly Envelope[] {
  const { provider, providerMessageId, ids, at, quotes, quotesSent, replaces, ...message } = boundedArrival(arrival);
  const conversationId = conversationIdOf({ ids, ...message });
  const { tenantId } = ids;
  const id = deriveId(provider, tenantId, providerMessageId);
  const common = { tenantId, key: conversationId, at };
  const details = withQuoted(message.details, quotes && { provider, tenantId, id: quotes, sent: quotesSent ?? quotes });
  const edits = replaces === undefined ? {} : { edits: deriveId(provider, tenantId, replaces) };
  const data = { ...message, ...(details ? { details } : {}), ...edits, conversationId, messageId: id };
  const received = envelopeOf(messageReceived, { ...common, id, data });
  const { channel, text } = message;
  if (message.unanswered !== undefined) return [received];
  if (keywordOf(channel, message, false)?.keyword !== "stop") return [received];
  const optOut = { conversationId, channel, wording: text, message: data };
  return [received, envelopeOf(optOutReported, { ...common, id: deriveId(id, "opt-out"), data: optOut })];
}

/** The provider's id may be our own message's; the derived one is a customer's. */
function withQuoted(
  details: MessageDetails | undefined,
  quoted:
    | { readonly provider: string; readonly tenantId: TenantId; readonly id: string; readonly sent: string }
    | ""
    | undefined,
): MessageDetails | undefined {
  if (!quoted) return details;
  const { provider, tenantId, id, sent } = quoted;
  return { ...details, quoted: { providerMessageId: sent, messageId: deriveId(provider, tenantId, id) } };
}

/** The customer deleted a message of theirs. */
export function deletedEvent(
  deleted: Pick<VerifiedMessage, "provider" | "providerMessageId" | "ids" | "channel" | "customerAddress" | "at">,
): Envelope {
  const { provider, providerMessageId, ids, channel, customerAddress, at } = deleted;
  const { tenantId } = ids;
  const conversationId = conversationIdAt(ids, channel, customerAddress);
  const messageId = deriveId(provider, tenantId, providerMessageId);
  const id = deriveId(messageId, "deleted");
  return envelopeOf(messageDeleted, { id, tenantId, key: conversationId, at, data: { conversationId, messageId } });
}

/**
 * A message that reaches nobody, recorded without its text for the platform's operator: its account belongs to no tenant,
 * or, with a `reason`, it does not say who wrote it.
 */
export function unroutableEvent(
  message: Pick<VerifiedMessage, "provider" | "providerMessageId" | "channel" | "at"> & {
    readonly accountAddress: string;
    readonly reason?: string;
  },
): Envelope {
  const { at, ...data } = message;
  const id = deriveId(`${message.provider}-unroutable`, message.providerMessageId);
  return envelopeOf(messageUnroutable, { id, tenantId: platformScope, key: data.accountAddress, at, data });
}

/** Publishes the events and logs them. Webhooks respond to the provider only afterwards. */
export async function publishAll(
  { bus }: Publishing,
  envelopes: readonly Envelope[],
  log: Pick<Logger, "info" | "warn">,
): Promise<void> {
  if (envelopes.length === 0) return;
  checkDeclared({ name: "webhooks", publishes: publishedEvents }, { publish: envelopes });
  await bus.publish(envelopes);
  for (const { id: eventId, tenantId, type, key } of envelopes) {
    const attributes = { tenantId, eventId, type, key };
    if (type === messageUnroutable.type) log.warn(attributes, "Message that reaches nobody");
    else log.info(attributes, "Event received");
  }
}
