import type { EventType } from "../events/index.ts";
import type { RetryPolicy } from "../platform/bus.ts";
import type { Write } from "../platform/documents.ts";
import { versionOf } from "../platform/sealing/upcast.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Logger } from "../telemetry/log.ts";
import type { Declared } from "./declared.ts";
import type { OwnedDocument } from "./owned-document.ts";

/** An event as its step receives it: the envelope, with `data` of the type's schema. */
export interface Event<T> {
  readonly v?: number | undefined;
  readonly id: string;
  readonly type: string;
  readonly tenantId: TenantId;
  readonly key: string;
  readonly causationId: string | null;
  readonly occurredAt: string;
  readonly trace?: string | undefined;
  readonly data: T;
}

/** An event to publish. Its id is derived from the causing event and its index among that event's publications. */
export interface NewEvent {
  /** The version of `data`: absent is 1. */
  readonly v?: number;
  readonly type: string;
  readonly key: string;
  readonly data: unknown;
}

export interface NewTask extends NewEvent {
  /** Used only once, ever. See the scheduler port. */
  readonly name: string;
  readonly at: Date;
  /**
   * True when the event comes back to the same document. Its arrival proves that it was scheduled, so no write of its
   * own notes that: the next commit does.
   */
  readonly returns?: true;
}

/** The version that an envelope carries. Version 1 is not written. */
export function versioned(event: Pick<EventType<unknown>, "upcasters">): { readonly v?: number } {
  const v = versionOf(event);
  return v === 1 ? {} : { v };
}

/** Types an event to publish by its schema. */
export function newEvent<T>(event: EventType<T>, key: string, data: T): NewEvent {
  return { ...versioned(event), type: event.type, key, data };
}

/** A payload for a provider after the commit. `kind` names the sender that handles it. */
export interface Send {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** All changes of one event, in one value. */
export interface Decision<D> {
  readonly document: D;
  readonly writes?: readonly Write[];
  readonly publish?: readonly NewEvent[];
  readonly schedule?: readonly NewTask[];
  readonly cancel?: readonly string[];
  readonly send?: readonly Send[];
}

/**
 * How to treat a started effect whose outcome a crash left unknown. `repeat`: the provider honours the idempotency key,
 * so a repeat has no second effect. `lookUp`: the provider can be asked whether it was done. `ask`: neither, so a
 * person decides; the effect fails with code `effect-outcome-unknown`.
 */
export type Reconcile<R> =
  | { readonly policy: "repeat" }
  | { readonly policy: "lookUp"; find(idempotencyKey: string): Promise<R | undefined> }
  | { readonly policy: "ask" };

/** `P` is the type of the step's progress events. A step without progress omits it. */
export interface StepContext<P = never> {
  readonly log: Logger;
  readonly now: Date;
  /** Aborts when no caller waits for the outcome any more. */
  readonly signal: AbortSignal;
  /** 1 at the first delivery. Infinity when a failure will not be retried because a caller waits for the result. */
  readonly attempt: number;
  /**
   * Runs `run` once for this event and key, however often the step is retried. A repeat returns the first result (as
   * JSON). A `TerminalError` or `RetryableError` from `run` means that nothing was done. Any other error leaves the
   * outcome unknown.
   */
  effect<R>(key: string, run: (idempotencyKey: string) => Promise<R>, reconcile: Reconcile<R>): Promise<R>;
  /**
   * Stores a value of this event for a retry and reads it back then. The first attempt costs no read, because nothing
   * is stored yet.
   */
  keep(key: string, value: unknown): Promise<void>;
  recall(key: string): Promise<unknown>;
  /** Reports progress to the caller of this run, who may not be listening. */
  progress(event: P): void;
  /** True when somebody observes `progress` as it happens, not only the result. Worth more work along the way. */
  readonly watched: boolean;
}

export interface Step<T, D, G, P = never> extends Declared {
  readonly on: EventType<T>;
  /** The kind of document this step owns, and the id of the one that this event concerns. */
  readonly document: OwnedDocument<D>;
  documentId(event: Event<T>): string | Promise<string>;
  /** False for an event that belongs to another engine. It is acknowledged before anything is read. */
  filter?(event: Event<T>): boolean | Promise<boolean>;
  /**
   * What is published in place of handling an event about a person who was erased since it happened, where somebody
   * waits for the outcome.
   */
  afterErasure?(event: Event<T>): readonly NewEvent[];
  /**
   * What is published before the event becomes a dead letter, where somebody waits for the outcome. `data` is undefined
   * when it does not match the event's schema.
   */
  afterFailure?(event: Event<T | undefined>): readonly NewEvent[];
  /**
   * Slow and fallible. It may run again after a crash or a conflict, so its external side effects go through
   * `ctx.effect`. Steps that gather take turns on a document within a process.
   */
  gather?(document: D | undefined, event: Event<T>, ctx: StepContext<P>): Promise<G>;
  /**
   * Pure: the same arguments give the same decision. `gathered` is undefined for a step without `gather`. Returns
   * undefined when nothing changes.
   */
  decide(document: D | undefined, event: Event<T>, gathered: G, now: Date): Decision<D> | undefined;
  /**
   * False when its `gather` only reads, so that it never waits for a slower step on the same document. The slower step
   * then meets a conflict at its commit and reads again.
   */
  readonly exclusive?: false;
  readonly retry?: RetryPolicy;
}

/** A step of any event, document and gathered type, for lists of steps. */
export type AnyStep = Step<unknown, unknown, unknown>;

/** About half an hour: longer than most provider outages, and short enough to be noticed the same day. */
export const defaultRetry: RetryPolicy = { minBackoffMs: 1_000, maxBackoffMs: 60_000, maxAttempts: 60 };

/**
 * An unforeseen error, such as a TypeError, is a bug: its event is dead after this many attempts, about a minute with
 * `defaultRetry` (1 + 2 + 4 + 8 + 16 + 32 s). Half an hour of retries is for outages.
 */
export const bugAttempts = 7;

/**
 * Data of another shape may be a newer revision's, and the next delivery may reach that one. After this many attempts,
 * about four minutes with `defaultRetry`, the event is dead. Data of a newer version is retried to the end.
 */
export const invalidAttempts = 10;

/** Lets the compiler infer a step's types, and lets a list hold steps of different types. */
export function step<T, D, G = undefined, P = never>(definition: Step<T, D, G, P>): Step<T, D, G, P> {
  return definition;
}
