import type { Page } from "./documents.ts";
import type { TenantId } from "./tenant.ts";

/**
 * One event in transit. `id` is deterministic where the cause has a stable id (a provider's message id), so that a
 * second delivery is recognised. Events of one `key` (a conversation, a run) are handled in the order of publishing.
 */
export interface Envelope {
  /** The version of `data`: absent is 1. See `EventType.upcasters`. */
  readonly v?: number | undefined;
  readonly id: string;
  readonly type: string;
  readonly tenantId: TenantId;
  readonly key: string;
  readonly causationId: string | null;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
  /** The span that led to the event, as W3C's `traceparent`. Absent without tracing. */
  readonly trace?: string | undefined;
  readonly data: unknown;
}

/**
 * The outcome of one delivery. `retry` is delivered again after the subscription's backoff, or after `afterMs` if
 * given.
 */
export type DeliveryOutcome =
  | { readonly type: "done" }
  | { readonly type: "retry"; readonly cause: string; readonly afterMs?: number }
  | { readonly type: "dead"; readonly cause: string };

export interface BusDelivery {
  readonly envelope: Envelope;
  /** 1 at the first delivery. */
  readonly attempt: number;
}

export interface RetryPolicy {
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  /** After this many attempts the event is dead-lettered. Pub/Sub allows 5 to 100. */
  readonly maxAttempts: number;
}

/** One handler of one event type. `name` is the step's name; it names the subscription in production. */
export interface Subscription {
  readonly name: string;
  readonly topic: string;
  readonly retry: RetryPolicy;
  handle(delivery: BusDelivery): Promise<DeliveryOutcome>;
  /** Called before an event becomes a dead letter, at least once. When it fails, the delivery is retried. */
  beforeDeadLetter?(envelope: Envelope, cause: string): Promise<void>;
}

export interface DeadLetter {
  readonly id: string;
  readonly subscription: string;
  readonly envelope: Envelope;
  readonly cause: string;
  readonly attempts: number;
  readonly diedAt: string;
  /** Why the event's data cannot be read: its seal is broken, or it is no event. `envelope.data` is then null. */
  readonly unreadable?: string;
}

/** Stands in the list of dead letters for an event that cannot be read at all. */
export function unreadableEnvelope(tenantId: TenantId): Envelope {
  return { id: "", type: "", tenantId, key: "", causationId: null, occurredAt: "", data: null };
}

export interface Bus {
  /** What carries the events, as OpenTelemetry names it in `messaging.system`. */
  readonly system: string;
  /** Durable once resolved; delivered at least once to every subscription of its type. */
  publish(envelopes: readonly Envelope[]): Promise<void>;
  /**
   * Registers a handler; deliveries begin with `start`. Where the provider pushes, the HTTP endpoint calls `handle`.
   */
  subscribe(subscription: Subscription): void;
  start(): Promise<void>;
  /** Stops accepting events and waits at most `graceMs` for those being handled. */
  stop(graceMs: number): Promise<void>;
  readonly deadLetters: {
    list(
      tenantId: TenantId,
      page: { readonly limit: number; readonly cursor?: string | undefined },
    ): Promise<Page<DeadLetter>>;
    /**
     * Delivers the event again as a first attempt, only to the subscription that dead-lettered it. False when the id is
     * unknown.
     */
    replay(tenantId: TenantId, deadLetterId: string): Promise<boolean>;
    /** Deletes it. An unknown id changes nothing. */
    discard(tenantId: TenantId, deadLetterId: string): Promise<void>;
  };
}
