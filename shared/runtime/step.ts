import type { EventType } from "../events/index.ts";
import type { RetryPolicy } from "../platform/bus.ts";
import type { Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Logger } from "../telemetry/log.ts";
import type { OwnedDocument } from "./owned-document.ts";

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
export interface NewEvent {
  readonly type: string;
  readonly key: string;
  readonly data: unknown;
}

export interface NewTask extends NewEvent {
  /** Used once, ever: see the scheduler port. */
  readonly name: string;
  readonly at: Date;
}

/** Types an event to be by its schema. */
export function newEvent<T>(event: EventType<T>, key: string, data: T): NewEvent {
  return { type: event.type, key, data };
}

/** Something to hand to a provider after the commit. `kind` names the sender that knows how. */
export interface Send {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** Everything that changes, in one value. */
export interface Decision<D> {
  readonly document: D;
  readonly writes?: readonly Write[];
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

/** `P`: what the step tells of its progress. A step that tells nothing leaves it out. */
export interface StepContext<P = never> {
  readonly log: Logger;
  readonly now: Date;
  /** Aborts when nobody waits for the outcome any more. */
  readonly signal: AbortSignal;
  /** 1 at the first delivery; infinite where a failure will not be tried again, because somebody waits for it. */
  readonly attempt: number;
  /**
   * Does `run` once for this event and key, however often the step is tried again, and returns what it returned
   * then (as JSON). A `TerminalError` or `RetryableError` from `run` says that nothing was done; any other error
   * leaves the outcome unknown.
   */
  effect<R>(key: string, run: (idempotencyKey: string) => Promise<R>, reconcile: Reconcile<R>): Promise<R>;
  /**
   * Keeps a value of this event for when it is tried again, and finds it then. Looking costs nothing the first time:
   * there is nothing to find.
   */
  keep(key: string, value: unknown): Promise<void>;
  recall(key: string): Promise<unknown>;
  /** Tells whoever started this run how far it has come; nobody may listen. */
  progress(event: P): void;
  /** True when somebody follows `progress` as it happens, not only to its end: worth more work on the way. */
  readonly watched: boolean;
}

export interface Step<T, D, G, P = never> {
  readonly name: string;
  readonly on: EventType<T>;
  /** The kind of document this step owns, and which of them this event is about. */
  readonly document: OwnedDocument<D>;
  documentId(event: Event<T>): string;
  /** False of an event that is another engine's: it is done with before anything is read. */
  filter?(event: Event<T>): boolean;
  /**
   * Slow and fallible; may run again after a crash or a conflict, so what it does to the world goes through
   * `ctx.effect`. Steps that gather take turns on a document within a process.
   */
  gather?(document: D | undefined, event: Event<T>, ctx: StepContext<P>): Promise<G>;
  /**
   * Pure: the same arguments give the same decision. `gathered` is undefined for a step that gathers nothing;
   * undefined is returned where nothing changes.
   */
  decide(document: D | undefined, event: Event<T>, gathered: G, now: Date): Decision<D> | undefined;
  /**
   * False: its `gather` only looks something up, so it never waits for a slower step on the same document. What that one
   * is at meets a conflict at its commit and looks again.
   */
  readonly exclusive?: false;
  readonly retry?: RetryPolicy;
}

/** A step of some event, document and findings: what lists of steps hold. */
export type AnyStep = Step<unknown, unknown, unknown>;

/** About half an hour: longer than most outages of a provider, short enough that somebody looks the same day. */
export const defaultRetry: RetryPolicy = { minBackoffMs: 1_000, maxBackoffMs: 60_000, maxAttempts: 60 };

/** Lets the compiler infer a step's types, and a list hold steps of different ones. */
export function step<T, D, G = undefined, P = never>(definition: Step<T, D, G, P>): Step<T, D, G, P> {
  return definition;
}
