import { AsyncLocalStorage } from "node:async_hooks";
import type { Bus, Envelope, Outcome, Subscription } from "../bus.ts";
import { createAlarm } from "./alarm.ts";
import { backoffMs } from "./backoff.ts";
import type { Database } from "./database.ts";
import { deadLetterTable } from "./dead-letters.ts";
import { type Claim, deliveryTable, type Lease } from "./deliveries.ts";
import { type Instance, openInstance } from "./instance.ts";
import type { PlatformLog } from "./log.ts";
import { subscriptionTable } from "./subscriptions.ts";

const leaseMs = 30_000;
/** A subscription that no process has handled for so long is dropped, as Pub/Sub drops messages after 7 days. */
const forgetSubscriptionAfterMs = 7 * 24 * 3_600_000;

export interface BusSettings {
  readonly database: Database;
  readonly dataDir: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: PlatformLog;
  /** How many deliveries may be in hand at once, of all subscriptions together. */
  readonly concurrency: number;
}

export interface EmbeddedBus extends Bus {
  /**
   * Publishes what `produce` returns in the transaction that `produce` runs and writes in: both or neither.
   * Resolves with the number of events.
   */
  publishFrom(produce: () => readonly Envelope[]): Promise<number>;
  /** Runs inside a write. */
  forgetUnseenSubscriptions(): void;
}

/**
 * A queue per subscription in the SQLite file. An event is claimed for this process in the transaction that
 * publishes it, and the next of its key in the one that removes it, so that a delivery costs two commits.
 * As on Pub/Sub, an event of a topic nobody has ever subscribed to is dropped.
 */
export function embeddedBus(settings: BusSettings): EmbeddedBus {
  const { database, now, log } = settings;
  const subscriptionsInFile = subscriptionTable(database);
  const deliveries = deliveryTable(database);
  const deadLetters = deadLetterTable(database);
  const subscriptions = new Map<string, Subscription>();
  const registrations: Promise<void>[] = [];
  const inHand = new Map<Claim, Promise<void>>();
  // Handlers run outside the async context of whoever happened to publish.
  const outsideContext = AsyncLocalStorage.snapshot();
  const alarm = createAlarm(now, claimDue);
  let instance: Instance | undefined;
  let running = false;
  /** Claimed in a transaction that has not ended yet. */
  let reserved = 0;
  /** Due deliveries may wait in the file because too many were in hand. */
  let backlog = false;
  let claims = 0;
  let renewedAt = 0;
  let unwatch = () => {};
  let renewal: NodeJS.Timeout | undefined;

  const names = () => [...subscriptions.keys()];
  const free = () => (running ? settings.concurrency - inHand.size - reserved : 0);
  const newLease = (): Lease => ({
    nextOwner: () => `${instance?.id}/${++claims}`,
    untilMs: now() + leaseMs,
  });

  /** Runs `work` in a write; what it claims is handled once that is on disk. */
  async function writeAndDispatch(work: (claimed: Claim[]) => void): Promise<void> {
    const claimed: Claim[] = [];
    let held = 0;
    try {
      await database.write(() => {
        work(claimed);
        held = claimed.length;
        reserved += held;
      });
    } catch (error) {
      backlog = true;
      alarm.set(now() + leaseMs);
      throw error;
    } finally {
      reserved -= held;
    }
    for (const claim of claimed) outsideContext(dispatch, claim);
  }

  function insert(envelope: Envelope, json: string, claimed: Claim[]): void {
    const ordering = `${envelope.tenantId}/${envelope.key}`;
    const receivers = subscriptionsInFile.ofTopic(envelope.type);
    if (receivers.length === 0) log.debug({ topic: envelope.type }, "published to a topic without subscriptions");
    for (const subscription of receivers) {
      const mine = subscriptions.has(subscription);
      const room = mine && free() - claimed.length > 0;
      const claim = deliveries.insert({ subscription, ordering, envelope: json }, now(), room ? newLease() : undefined);
      if (claim) claimed.push(claim);
      else if (mine && !room) backlog = true;
    }
  }

  function claimAvailable(claimed: Claim[]): void {
    const room = free() - claimed.length;
    if (room <= 0) return;
    // After a long pause of this process its own leases may be over; nobody else has taken them yet.
    if (now() > renewedAt + leaseMs / 2) renewHeld();
    const found = deliveries.claimAvailable(names(), now(), room, newLease());
    backlog = found.length === room;
    claimed.push(...found);
  }

  function claimDue(): void {
    if (!running) return;
    writeAndDispatch(claimAvailable)
      .then(setAlarm)
      .catch((error) => log.error({ error }, "claiming deliveries failed; will try again"));
  }

  function setAlarm(): void {
    if (!running) return;
    const at = deliveries.nextAvailableAt(names());
    // What is due and finds no room waits for a delivery to be settled.
    if (at !== undefined && (at > now() || free() > 0)) alarm.set(at);
  }

  function dispatch(claim: Claim): void {
    const work = handle(claim)
      .then((outcome) => settle(claim, outcome))
      .catch((error) => {
        const { subscription, attempt } = claim;
        log.error({ subscription, attempt, error }, "settling a delivery failed; it comes again after its lease");
      })
      .finally(() => inHand.delete(claim));
    inHand.set(claim, work);
  }

  async function handle(claim: Claim): Promise<Outcome> {
    const subscription = subscriptions.get(claim.subscription);
    if (!subscription) return { type: "retry", cause: "the subscription is not registered" };
    if (claim.attempt > subscription.retry.maxAttempts)
      return { type: "dead", cause: "the process ended during the last attempt" };
    try {
      return await subscription.handle({ envelope: JSON.parse(claim.envelope) as Envelope, attempt: claim.attempt });
    } catch (error) {
      return { type: "retry", cause: error instanceof Error ? error.message : String(error) };
    }
  }

  function settle(claim: Claim, given: Outcome): Promise<void> {
    const retry = subscriptions.get(claim.subscription)?.retry;
    const exhausted = given.type === "retry" && retry !== undefined && claim.attempt >= retry.maxAttempts;
    const outcome: Outcome = exhausted ? { type: "dead", cause: given.cause } : given;
    const { subscription, attempt } = claim;

    const waiting = backlog;
    const settled = writeAndDispatch((claimed) => {
      // This delivery's own place becomes free: it may go to the next of its key, or to what waited longer.
      inHand.delete(claim);
      if (outcome.type === "retry") {
        const waitMs = outcome.afterMs ?? (retry ? backoffMs(retry, attempt, settings.random()) : leaseMs);
        const availableAt = Math.ceil(now() + waitMs);
        if (!deliveries.postpone(claim, availableAt)) return lost(claim);
        alarm.set(availableAt);
        log.debug({ subscription, attempt, cause: outcome.cause, waitMs }, "delivery will be retried");
      } else {
        const { removed, next } = deliveries.remove(claim, running && !backlog ? newLease() : undefined);
        if (!removed) return lost(claim);
        if (next) claimed.push(next);
        if (outcome.type === "dead") {
          deadLetters.bury(claim, outcome.cause, now());
          log.warn({ subscription, attempt, cause: outcome.cause }, "event dead-lettered");
        }
      }
      if (backlog) claimAvailable(claimed);
    });
    return waiting ? settled.then(setAlarm) : settled;
  }

  function lost({ subscription, attempt }: Claim): void {
    log.warn({ subscription, attempt }, "a delivery's lease ran out while it was handled; it is delivered again");
  }

  async function publishFrom(produce: () => readonly Envelope[]): Promise<number> {
    let count = 0;
    await writeAndDispatch((claimed) => {
      for (const envelope of produce()) {
        insert(envelope, JSON.stringify(envelope), claimed);
        count += 1;
      }
    });
    return count;
  }

  function renewHeld(): void {
    const lease = newLease();
    for (const claim of inHand.keys()) deliveries.renew(claim, lease);
    renewedAt = now();
  }

  function renewLeases(): void {
    if (inHand.size === 0) return;
    database.write(renewHeld).catch((error) => log.error({ error }, "renewing leases failed"));
  }

  return {
    publishFrom,

    async publish(envelopes) {
      const texts = envelopes.map((envelope) => JSON.stringify(envelope));
      await writeAndDispatch((claimed) => {
        for (const [place, envelope] of envelopes.entries()) insert(envelope, texts[place] ?? "", claimed);
      });
    },

    subscribe(subscription) {
      const { name, topic } = subscription;
      if (subscriptions.has(name)) throw new Error(`A subscription named ${name} is already registered.`);
      subscriptions.set(name, subscription);
      const registration = database.write(() => subscriptionsInFile.register(name, topic, now()));
      registration.catch(() => undefined); // `start` reports it
      registrations.push(registration);
    },

    async start() {
      if (running) return;
      await Promise.all(registrations);
      const own = instance ?? openInstance(settings.dataDir);
      instance = own;
      running = true;
      const freed = await database.write(() => deliveries.freeAbandoned(own.isAlive, now()));
      if (freed > 0) log.warn({ deliveries: freed }, "deliveries a process left behind are delivered again");
      unwatch = database.watch((foreignCommit) => (foreignCommit ? claimDue() : alarm.check()));
      renewal = setInterval(renewLeases, leaseMs / 3);
      claimDue();
    },

    async stop(graceMs) {
      running = false;
      unwatch();
      alarm.clear();
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      const drained = (async () => {
        while (inHand.size > 0 || reserved > 0)
          await Promise.all([...inHand.values(), database.write(() => undefined)]);
      })();
      await Promise.race([drained, giveUp]);
      clearInterval(renewal);
      if (inHand.size > 0) log.warn({ deliveries: inHand.size }, "stopped with deliveries still in hand");
      else instance?.close();
      if (inHand.size === 0) instance = undefined;
    },

    forgetUnseenSubscriptions() {
      if (running)
        for (const { name, topic } of subscriptions.values()) subscriptionsInFile.register(name, topic, now());
      const forgotten = subscriptionsInFile.dropUnseenSince(now() - forgetSubscriptionAfterMs);
      for (const name of forgotten) deliveries.dropSubscription(name);
      if (forgotten.length > 0) log.warn({ subscriptions: forgotten }, "forgot subscriptions nobody handles");
    },

    deadLetters: {
      async list(tenantId, { limit, cursor }) {
        return deadLetters.list(tenantId, limit, cursor);
      },
      async replay(tenantId, deadLetterId) {
        let found = false;
        await writeAndDispatch((claimed) => {
          const letter = deadLetters.exhume(tenantId, deadLetterId);
          if (!letter) return;
          found = true;
          const room = subscriptions.has(letter.subscription) && free() > 0;
          const claim = deliveries.insert(letter, now(), room ? newLease() : undefined);
          if (claim) claimed.push(claim);
          else if (!room) backlog = true;
        });
        return found;
      },
    },
  };
}
