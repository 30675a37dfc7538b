import type { BusDelivery, DeliveryOutcome, Subscription } from "../platform/bus.ts";
import { absent, type DocumentRef, put, VersionConflict, type Write } from "../platform/documents.ts";
import type { Platform } from "../platform/platform.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Logger } from "../telemetry/log.ts";
import { whenConfirmed } from "./confirmation.ts";
import { checkDeclared } from "./declared.ts";
import { erasedEvents } from "./erasure/erased-events.ts";
import { RetryableError } from "./failures/errors.ts";
import { announceFailure, outcomeOfFailure, outcomeOfInvalid, readEvent } from "./failures/failure.ts";
import { keyedQueue } from "./keyed-queue.ts";
import { outboxOf, type Sender, withoutArrived } from "./outbox.ts";
import { type Committed, outboxRelay, sweepAt } from "./outbox-relay.ts";
import type { Owned, OwnedDocument } from "./owned-document.ts";
import { onBehalfOf } from "./sandbox/outside.ts";
import { type AnyStep, defaultRetry, type Event, type Step } from "./step.ts";
import { stepContext } from "./step-context.ts";
import { sweepOverdue } from "./sweep.ts";
import { inDeliverySpan, inRunSpan } from "./tracing/spans.ts";

/**
 * The number of handled ids a document keeps. A redelivery that is older than this many later events is not recognised.
 */
const maxHandledIds = 100;
/** Consecutive conflicts before a step returns its event to the bus. */
const commitAttempts = 8;
/** The sweeper takes over the outbox of a direct run after this long, which exceeds any sender's timeout. */
const sweepAfterMs = 60_000;

export interface RunOptions<P = never> {
  /** Aborts the run. It rejects with the signal's reason, and commits nothing more. */
  readonly signal?: AbortSignal;
  /** Effects, kept values and the commit wait until it resolves, so that an abort before leaves nothing behind. */
  readonly confirmed?: Promise<unknown>;
  /** True when the same event may have run before, because its sender can repeat it, for example after a crash. */
  readonly repeatable?: boolean;
  progress?(event: P): void;
  /** True when `progress` is observed as it happens. */
  readonly watched?: boolean;
}

export interface Runner {
  /**
   * A direct run: runs a step in this process and returns its document's state after the commit. A failing relay is
   * left to the sweeper, because the decision stands.
   */
  run<T, D, G, P>(step: Step<T, D, G, P>, event: Event<T>, options?: RunOptions<P>): Promise<D | undefined>;
  /** Handles a delivery from the bus. */
  handle(step: AnyStep, delivery: BusDelivery): Promise<DeliveryOutcome>;
  subscription(step: AnyStep): Subscription;
  /** Relays the outboxes that crashed direct runs left behind, `limit` at a query. Returns how many were relayed. */
  sweep(documents: readonly OwnedDocument<unknown>[], limit?: number): Promise<number>;
}

/** One run of a step: its observer, and the attempt of its event. */
interface Run<P = never> extends Omit<RunOptions<P>, "repeatable"> {
  readonly log: Logger;
  /** True for a run in this process, whose event no bus redelivers. */
  readonly direct: boolean;
  readonly attempt: number;
  readonly repeated: boolean;
}

export function createRunner(dependencies: {
  readonly platform: Platform;
  readonly senders: Readonly<Record<string, Sender>>;
  readonly log: Logger;
  readonly now: () => Date;
}): Runner {
  const { platform, senders, now } = dependencies;
  const { documents } = platform;
  const enqueue = keyedQueue();
  const erased = erasedEvents({ platform, now });
  const { relayEntries, noteReturn } = outboxRelay({ platform, senders, now });

  /**
   * 1. Reads the document. An event that it has handled changes nothing.
   * 2. Gathers what is slow.
   * 3. Decides, and adds the decision's events to the outbox.
   * 4. Commits, if nobody wrote the document in between. After a conflict it begins again at 1.
   */
  async function decideAndCommit<T, D, G, P>(
    step: Step<T, D, G, P>,
    event: Event<T>,
    run: Run<P>,
  ): Promise<Committed<D>> {
    const { collection } = step.document;
    const id = await step.documentId(event);
    for (let attempt = 1; attempt <= commitAttempts; attempt += 1) {
      const stored = await documents.get(event.tenantId, collection, id);
      if (stored?.data.handled.includes(event.id)) return { id, stored, new: false };
      run.signal?.throwIfAborted();
      if ((!run.direct || attempt > 1) && (await erased.ended(step, event, stored?.data)))
        return { id, stored: undefined, new: false };
      const context = stepContext<P>(event, { ...run, documents, now: now(), repeated: run.repeated || attempt > 1 });
      const gathered = (await step.gather?.(stored?.data.state, event, context)) as G;
      await whenConfirmed(run);
      run.signal?.throwIfAborted();
      const at = now();
      const decision = step.decide(stored?.data.state, event, gathered, at);
      const waiting = withoutArrived(stored?.data.outbox ?? [], event, at);
      if (decision === undefined) {
        if (!stored || waiting.length === stored.data.outbox.length) return { id, stored: undefined, new: false };
        if (!(await noteReturn(event.tenantId, step.document, stored, waiting))) continue;
        return { id, stored: undefined, new: false };
      }
      checkDeclared(step, decision);
      const outbox = [...waiting, ...outboxOf(decision, { event, stepName: step.name, at, direct: run.direct })];
      const data: Owned<D> = {
        ...stored?.data, // what only a newer revision knows
        state: decision.document,
        handled: [...(stored?.data.handled ?? []), event.id].slice(-maxHandledIds),
        outbox,
        outboxAt: sweepAt(outbox, stored?.data.outboxAt ?? at.toISOString()),
      };
      const writes: Write[] = [
        put(collection, id, data, { ifVersion: stored?.version ?? absent }),
        ...(decision.writes ?? []),
      ];
      try {
        const [version = absent] = await documents.commit(event.tenantId, writes);
        return { id, stored: { id, version, data }, new: true };
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
        run.log.debug({ attempt, step: step.name }, "commit conflict, reading again");
      }
    }
    throw new RetryableError("contended", `${step.name} met ${commitAttempts} conflicts in a row on ${id}`);
  }

  async function work<T, D, G, P>(step: Step<T, D, G, P>, event: Event<T>, run: Run<P>): Promise<Committed<D>> {
    const once = () => decideAndCommit(step, event, run);
    const document = `${event.tenantId}/${step.document.collection.name}/${await step.documentId(event)}`;
    return step.gather && step.exclusive !== false ? enqueue(document, once) : once();
  }

  function logOf(
    step: { readonly name: string },
    event: { readonly tenantId: TenantId; readonly id: string; readonly key: string },
  ): Logger {
    return dependencies.log.child({ tenant: event.tenantId, step: step.name, event: event.id, key: event.key });
  }

  async function run<T, D, G, P>(
    step: Step<T, D, G, P>,
    event: Event<T>,
    options: RunOptions<P> = {},
  ): Promise<D | undefined> {
    const log = logOf(step, event);
    const { repeatable = false, ...watching } = options;
    const committed = await work(step, event, {
      ...watching,
      log,
      direct: true,
      attempt: Number.POSITIVE_INFINITY,
      repeated: repeatable,
    });
    try {
      return await relayEntries(step.document, event.tenantId, committed, (entry) => entry.eventId === event.id, log);
    } catch (error) {
      log.warn({ err: error }, "relay failed, left to the sweeper");
      return committed.stored?.data.state;
    }
  }

  async function handle(step: AnyStep, delivery: BusDelivery): Promise<DeliveryOutcome> {
    const { envelope, attempt } = delivery;
    const log = logOf(step, envelope);
    try {
      const parsed = readEvent(step.on, envelope);
      if (!parsed.success) return outcomeOfInvalid(step.on, { envelope, attempt }, parsed.error);
      const event = { ...envelope, data: parsed.data };
      if ((await step.filter?.(event)) === false) return { type: "done" };
      return await inDeliverySpan(step, delivery, {
        system: platform.bus.system,
        async work() {
          if (attempt > 1 && (await erased.ended(step, event, undefined))) return { type: "done" };
          const committed = await work(step, event, { log, direct: false, attempt, repeated: attempt > 1 });
          await relayEntries(step.document, event.tenantId, committed, (entry) => entry.eventId === event.id, log);
          return { type: "done" };
        },
        failed: (error) => outcomeOfFailure(error, log, attempt),
      });
    } catch (error) {
      return outcomeOfFailure(error, log, attempt);
    }
  }

  function handleOnBehalf(step: AnyStep, delivery: BusDelivery): Promise<DeliveryOutcome> {
    return onBehalfOf(delivery.envelope.tenantId, () => handle(step, delivery));
  }

  function sweep(owned: readonly OwnedDocument<unknown>[], limit = 100): Promise<number> {
    const until = new Date(now().getTime() - sweepAfterMs);
    return sweepOverdue({ documents, owned, until, pageSize: limit, now, relay: sweepOne });
  }

  /** Claims the document by advancing its time, so that only one of two sweepers relays. */
  async function sweepOne(owned: OwnedDocument<unknown>, ref: DocumentRef): Promise<boolean> {
    const log = dependencies.log.child({ tenant: ref.tenantId, collection: owned.collection.name });
    try {
      const stored = await documents.get(ref.tenantId, owned.collection, ref.id);
      if (!stored || stored.data.outbox.length === 0) return false;
      const data = { ...stored.data, outboxAt: now().toISOString() };
      const [version = absent] = await documents.commit(ref.tenantId, [
        put(owned.collection, ref.id, data, { ifVersion: stored.version }),
      ]);
      const claimed = { id: ref.id, stored: { id: ref.id, version, data }, new: false };
      await relayEntries(owned, ref.tenantId, claimed, (entry) => entry.direct, log);
      return true;
    } catch (error) {
      log.warn({ err: error }, "sweep failed, retried at the next");
      return false;
    }
  }

  return {
    run: (step, event, options) =>
      onBehalfOf(event.tenantId, () => inRunSpan(step, event, () => run(step, event, options))),
    handle: handleOnBehalf,
    subscription: (step) => ({
      name: step.name,
      topic: step.on.type,
      retry: step.retry ?? defaultRetry,
      handle: (delivery) => handleOnBehalf(step, delivery),
      beforeDeadLetter: (envelope) => announceFailure(step, envelope, { bus: platform.bus, now }),
    }),
    sweep,
  };
}
