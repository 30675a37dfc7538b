import type { EventType } from "../events/index.ts";
import type { RetryPolicy } from "../platform/bus.ts";
import type { Collection, Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Logger } from "../telemetry/log.ts";

/** An event as its step sees it: the envelope, with `data` of the type's schema. */
export interface Event<T> {
  readonly id: string;
  readonly type: string;
  readonly tenantId: TenantId;
  readonly key: string;
  readonly causationId: string | null;
  readonly occurredAt: string;
  readonly data: T;
}

/** An event to be. Its id is derived from the causing event and its place among what that published. */
export interface NewEvent<T = unknown> {
  readonly event: EventType<T>;
  readonly key: string;
  readonly data: T;
}

export interface NewTask<T = unknown> extends NewEvent<T> {
  /** Used once, ever: see the scheduler port. */
  readonly name: string;
  readonly at: Date;
}

/**
 * Something to hand to a provider after the commit. `kind` names the sender that knows how; a sender is told
 * whether an earlier attempt's outcome is unknown and then asks the provider before it sends again.
 */
export interface Send<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly payload: P;
}

/** Everything that changes, in one value. `document: undefined` leaves the step's document as it is. */
export interface Decision<D> {
  readonly document: D | undefined;
  readonly records?: readonly Write[];
  readonly publish?: readonly NewEvent[];
  readonly schedule?: readonly NewTask[];
  readonly cancel?: readonly string[];
  readonly send?: readonly Send[];
}

/**
 * What to do about an effect that was begun and whose outcome a crash left unknown. `repeat`: the provider
 * honours the idempotency key, so doing it again does it once. `lookUp`: the provider can be asked whether it
 * was done. `ask`: neither, so a person decides; the effect fails with code `effect-outcome-unknown`.
 */
export type Reconcile<R> =
  | { readonly policy: "repeat" }
  | { readonly policy: "lookUp"; find(idempotencyKey: string): Promise<R | undefined> }
  | { readonly policy: "ask" };

export interface StepContext {
  readonly log: Logger;
  readonly now: Date;
  readonly signal: AbortSignal;
  /**
   * Does `run` once for this event and key, however often the step is tried again, and returns what it
   * returned then (as JSON).
   */
  effect<R>(key: string, run: (idempotencyKey: string) => Promise<R>, reconcile: Reconcile<R>): Promise<R>;
}

export interface Step<T, D, G> {
  readonly name: string;
  readonly on: EventType<T>;
  /** The one document this step owns, and which of them this event is about. */
  readonly collection: Collection<Owned<D>>;
  documentId(event: Event<T>): string;
  /** Slow and fallible; may run again after a crash, so what it does to the world goes through `ctx.effect`. */
  gather(document: D | undefined, event: Event<T>, ctx: StepContext): Promise<G>;
  /** Pure: the same arguments give the same decision. */
  decide(document: D | undefined, event: Event<T>, gathered: G, now: Date): Decision<D>;
  readonly retry: RetryPolicy;
}

/** A step's document as it is stored: the state, and what the runner keeps beside it. */
export interface Owned<D> {
  readonly state: D;
  /** The last events handled, newest last. */
  readonly handled: readonly string[];
  readonly outbox: readonly OutboxEntry[];
  /** When the oldest entry was put there; null while the outbox is empty. */
  readonly outboxAt: string | null;
}

export type OutboxEntry =
  | { readonly type: "publish"; readonly envelope: Omit<Event<unknown>, never> }
  | { readonly type: "schedule"; readonly name: string; readonly at: string; readonly envelope: Event<unknown> }
  | { readonly type: "cancel"; readonly name: string }
  | { readonly type: "send"; readonly send: Send };
