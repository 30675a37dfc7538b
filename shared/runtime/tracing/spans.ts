import { type Attributes, SpanKind } from "@opentelemetry/api";
import type { BusDelivery, DeliveryOutcome, Envelope } from "../../platform/bus.ts";
import { errorType, failSpan, inSpan } from "../../telemetry/trace.ts";
import type { OutboxEntry } from "../owned-document.ts";
import type { Event } from "../step.ts";

/** OpenTelemetry's conventions for messaging, and the tenant. Keys are left out: some hold an address. */
export function eventAttributes(
  operation: "send" | "schedule" | "process",
  system: string,
  events: readonly Pick<Envelope, "id" | "type" | "tenantId">[],
): Attributes {
  const [first] = events;
  const topics = new Set(events.map(({ type }) => type));
  const tenants = new Set(events.map(({ tenantId }) => tenantId));
  return {
    "messaging.system": system,
    "messaging.operation.name": operation,
    "messaging.operation.type": operation === "process" ? "process" : "send",
    ...(first && topics.size === 1 ? { "messaging.destination.name": first.type } : {}),
    ...(first && events.length === 1 ? { "messaging.message.id": first.id } : {}),
    ...(events.length > 1 ? { "messaging.batch.message_count": events.length } : {}),
    ...(first && tenants.size === 1 ? { "agent_platform.tenant": first.tenantId } : {}),
  };
}

/** Runs a step on a delivered event, in the trace that the event carries. `failed` turns an error into the outcome. */
export function inDeliverySpan(
  step: { readonly name: string },
  { envelope, attempt }: BusDelivery,
  run: {
    readonly system: string;
    work(): Promise<DeliveryOutcome>;
    failed(error: unknown): DeliveryOutcome;
  },
): Promise<DeliveryOutcome> {
  const attributes = {
    ...eventAttributes("process", run.system, [envelope]),
    "messaging.destination.subscription.name": step.name,
    ...(attempt > 1 ? { "agent_platform.attempt": attempt } : {}),
  };
  const options = { kind: SpanKind.CONSUMER, attributes, cause: envelope.trace, detached: true };
  return inSpan(`process ${step.name}`, options, (span) =>
    run.work().catch((error: unknown) => {
      failSpan(span, errorType(error));
      return run.failed(error);
    }),
  );
}

/** Runs a step on an event in the caller's process, in the caller's trace. */
export function inRunSpan<R>(
  step: { readonly name: string },
  { id, tenantId }: Pick<Event<unknown>, "id" | "tenantId">,
  work: () => Promise<R>,
): Promise<R> {
  return inSpan(step.name, { attributes: { "agent_platform.event": id, "agent_platform.tenant": tenantId } }, work);
}

/**
 * Passes a send to its provider. After a crash the sweeper relays the sends of many messages: each then joins its own
 * message's trace.
 */
export function inSendSpan<R>(
  { kind, id, trace }: Pick<Extract<OutboxEntry, { type: "send" }>, "kind" | "id" | "trace">,
  work: () => Promise<R>,
): Promise<R> {
  const attributes = { "agent_platform.send": id };
  return inSpan(`send ${kind}`, { kind: SpanKind.CLIENT, attributes, cause: trace }, work);
}
