import type { EventType } from "../events/index.ts";
import type { Envelope } from "../platform/bus.ts";
import { type NewEvent, newEvent } from "./step.ts";

type Origin = Pick<Envelope, "id" | "tenantId"> & {
  readonly causationId?: string | null;
  readonly at: Date;
  /** The span that it follows from, where that is not the active one. */
  readonly trace?: string | undefined;
};

/**
 * The envelope of an event to be published, with the version of its data. Every envelope is created here. An id that is
 * derived from its cause makes a repeat the same event.
 */
export function envelopeFrom(next: NewEvent, { id, tenantId, causationId = null, at, trace }: Origin): Envelope {
  const { v, type, key, data } = next;
  return {
    ...(v === undefined ? {} : { v }),
    id,
    type,
    tenantId,
    key,
    causationId,
    occurredAt: at.toISOString(),
    ...(trace === undefined ? {} : { trace }),
    data,
  };
}

/** The envelope of an event that no step decides, such as one of a webhook or a request. */
export function envelopeOf<T>(
  event: EventType<T>,
  { key, data, ...origin }: Origin & { readonly key: string; readonly data: T },
): Envelope & { readonly data: T } {
  return { ...envelopeFrom(newEvent(event, key, data), origin), data };
}
