import { keywordOf } from "../../../shared/channels/keyword-words.ts";
import {
  type EventType,
  type MessageReceived,
  messageReceived,
  messageUnroutable,
  optOutReported,
} from "../../../shared/events/index.ts";
import type { Bus, Envelope } from "../../../shared/platform/bus.ts";
import { platformScope, type TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import { boundedArrival } from "./bounded-arrival.ts";

/** What a webhook does with what it has verified and read. */
export interface Publishing {
  readonly bus: Pick<Bus, "publish">;
  readonly now: () => Date;
}

/** An event from outside. Its id follows from the provider's own, so that a repeated call makes the same event. */
export function envelopeOf<T>(
  event: EventType<T>,
  envelope: {
    readonly id: string;
    readonly tenantId: TenantId;
    readonly key: string;
    readonly at: Date;
    readonly data: T;
  },
): Envelope {
  const { at, ...rest } = envelope;
  return { ...rest, type: event.type, causationId: null, occurredAt: at.toISOString() };
}

/** A customer's message, as a provider's webhook has read it. */
export interface Arrival extends Omit<MessageReceived, "conversationId" | "messageId"> {
  readonly provider: string;
  readonly providerMessageId: string;
  readonly tenantId: TenantId;
  readonly at: Date;
}

/**
 * One conversation for each person and channel of a tenant; one event for each message, however often it comes. Beside
 * a STOP another tells of it, which waits for no turn: messages are answered one after the other.
 */
export function messageArrived(arrival: Arrival): readonly Envelope[] {
  const { provider, providerMessageId, tenantId, at, ...message } = boundedArrival(arrival);
  const conversationId = deriveId("conversation", tenantId, message.channel, message.customerAddress);
  const id = deriveId(provider, tenantId, providerMessageId);
  const common = { tenantId, key: conversationId, at };
  const said = { ...message, conversationId, messageId: id };
  const received = envelopeOf(messageReceived, { ...common, id, data: said });
  const { channel, text } = message;
  if (keywordOf(channel, message, false)?.keyword !== "stop") return [received];
  const data = { conversationId, channel, wording: text, message: said };
  return [received, envelopeOf(optOutReported, { ...common, id: deriveId(id, "opt-out"), data })];
}

/** A message to an account of no tenant: kept for the platform's operator to see, without what it said. */
export function strayArrived(
  stray: Pick<Arrival, "provider" | "providerMessageId" | "channel" | "at"> & { readonly accountAddress: string },
): Envelope {
  const { at, ...data } = stray;
  const id = deriveId(`${stray.provider}-unroutable`, stray.providerMessageId);
  return envelopeOf(messageUnroutable, { id, tenantId: platformScope, key: data.accountAddress, at, data });
}

/** Publishes them all before the provider is answered. */
export async function publishAll(
  { bus }: Publishing,
  envelopes: readonly Envelope[],
  log: Pick<Logger, "info" | "warn">,
): Promise<void> {
  if (envelopes.length === 0) return;
  await bus.publish(envelopes);
  for (const { id: eventId, tenantId, type, key } of envelopes) {
    const attributes = { tenantId, eventId, type, key };
    if (type === messageUnroutable.type) log.warn(attributes, "Message to an account of no tenant");
    else log.info(attributes, "Event received");
  }
}
