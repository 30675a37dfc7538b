import { AsyncLocalStorage } from "node:async_hooks";
import type { DeliveryOutcome, Envelope, Subscription } from "../../bus.ts";
import { createAlarm } from "../alarm.ts";
import type { Database } from "../database/database.ts";
import type { PlatformLog } from "../log.ts";
import { backoffMs } from "./backoff.ts";
import type { DeadLetterTable } from "./dead-letters.ts";
import type { Claim, DeliveryTable, Lease } from "./deliveries.ts";

const leaseMs = 30_000;

export interface DispatcherSettings {
  readonly database: Database;
  readonly deliveries: DeliveryTable;
  readonly deadLetters: DeadLetterTable;
  /** The handlers of this process, by name. */
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  readonly now: () => number;
  /** From [0, 1), for the jitter of retries. */
  readonly random: () => number;
  readonly log: PlatformLog;
  /** The maximum number of deliveries handled at once, over all subscriptions. */
  readonly concurrency: number;
}

/** Claims deliveries, runs their handlers and records their outcomes. */
export interface Dispatcher {
  /** Runs `work` in a write. Deliveries that it claims are handled once the write is on disk. */
  write(work: (claimed: Claim[]) => void): Promise<void>;
  /** Adds a delivery. Claims it when there is capacity and no delivery of its key waits. Runs inside `write`. */
  add(delivery: Pick<Claim, "subscription" | "ordering" | "envelope">, claimed: Claim[]): void;
  /** Begins to claim deliveries. Their leases carry the instance's id. */
  start(instanceId: string): void;
  /**
   * Stops claiming and waits for running handlers. Resolves with the number of deliveries still running after the grace
   * period.
   */
  stop(graceMs: number): Promise<number>;
}

export function createDispatcher(settings: DispatcherSettings): Dispatcher {
  const { database, deliveries, deadLetters, subscriptions, now, log } = settings;
  const handling = new Map<Claim, Promise<void>>();
  // Handlers must not run in the async context of the caller that published.
  const outsideContext = AsyncLocalStorage.snapshot();
  const alarm = createAlarm(now, claimDue);
  let instanceId = "";
  let running = false;
  /** Claimed in a transaction that has not ended yet. */
  let reserved = 0;
  /** True when due deliveries may wait in the file because capacity was exhausted. */
  let backlog = false;
  let claims = 0;
  let renewedAt = 0;
  let unwatch = () => {};
  let renewal: NodeJS.Timeout | undefined;

  const names = () => [...subscriptions.keys()];
  const free = () => (running ? settings.concurrency - handling.size - reserved : 0);
  const newLease = (): Lease => ({ nextOwner: () => `${instanceId}/${++claims}`, untilMs: now() + leaseMs });

  /** Runs `work` in a write. Deliveries that it claims are handled once the write is on disk. */
  async function write(work: (claimed: Claim[]) => void): Promise<void> {
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
      if (running) alarm.set(now() + leaseMs);
      throw error;
    } finally {
      reserved -= held;
    }
    for (const claim of claimed) outsideContext(dispatch, claim);
  }

  function add(delivery: Pick<Claim, "subscription" | "ordering" | "envelope">, claimed: Claim[]): void {
    const mine = subscriptions.has(delivery.subscription);
    const room = mine && free() - claimed.length > 0;
    const claim = deliveries.insert(delivery, now(), room ? newLease() : undefined);
    if (claim) claimed.push(claim);
    else if (mine && !room) backlog = true;
  }

  function claimAvailable(claimed: Claim[]): void {
    const room = free() - claimed.length;
    if (room <= 0) return;
    // After a long pause this process's own leases may have expired; no other process has claimed them yet.
    if (now() > renewedAt + leaseMs / 2) renewOwn();
    const found = deliveries.claimAvailable(names(), now(), room, newLease());
    backlog = found.length === room;
    claimed.push(...found);
  }

  function claimDue(): void {
    if (!running) return;
    write(claimAvailable)
      .then(setAlarm)
      .catch((error) => log.error({ error }, "claiming deliveries failed, will retry"));
  }

  function setAlarm(): void {
    if (!running) return;
    const at = deliveries.nextAvailableAt(names());
    // Due deliveries without capacity wait until a running delivery is settled.
    if (at !== undefined && (at > now() || free() > 0)) alarm.set(at);
  }

  function dispatch(claim: Claim): void {
    const work = handle(claim)
      .then((outcome) => finalOutcome(claim, outcome))
      .then((outcome) => settle(claim, outcome))
      .catch((error) => {
        const { subscription, attempt } = claim;
        log.error({ subscription, attempt, error }, "settling a delivery failed, it is redelivered after its lease");
      })
      .finally(() => handling.delete(claim));
    handling.set(claim, work);
  }

  async function handle(claim: Claim): Promise<DeliveryOutcome> {
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

  /** The outcome with regard to the attempts left. The subscription hears of a dead letter before it is written. */
  async function finalOutcome(claim: Claim, given: DeliveryOutcome): Promise<DeliveryOutcome> {
    const subscription = subscriptions.get(claim.subscription);
    const exhausted = given.type === "retry" && subscription && claim.attempt >= subscription.retry.maxAttempts;
    const outcome: DeliveryOutcome = exhausted ? { type: "dead", cause: given.cause } : given;
    if (outcome.type !== "dead" || !subscription?.beforeDeadLetter) return outcome;
    try {
      await subscription.beforeDeadLetter(JSON.parse(claim.envelope) as Envelope, outcome.cause);
      return outcome;
    } catch (error) {
      log.error({ subscription: claim.subscription, error }, "a dead letter could not be announced, will retry");
      return { type: "retry", cause: outcome.cause };
    }
  }

  function settle(claim: Claim, outcome: DeliveryOutcome): Promise<void> {
    const retry = subscriptions.get(claim.subscription)?.retry;
    const { subscription, attempt } = claim;

    const waiting = backlog;
    const settled = write((claimed) => {
      // The freed slot goes to the next delivery of this key, or to one that has waited longer.
      handling.delete(claim);
      if (outcome.type === "retry") {
        const waitMs = outcome.afterMs ?? (retry ? backoffMs(retry, attempt, settings.random()) : leaseMs);
        const availableAt = Math.ceil(now() + waitMs);
        if (!deliveries.postpone(claim, availableAt)) return logLostLease(claim);
        alarm.set(availableAt);
        log.debug({ subscription, attempt, cause: outcome.cause, waitMs }, "delivery will be retried");
      } else {
        const { removed, next } = deliveries.remove(claim, running && !backlog ? newLease() : undefined);
        if (!removed) return logLostLease(claim);
        if (next) claimed.push(next);
        if (outcome.type === "dead") {
          deadLetters.add(claim, outcome.cause, now());
          log.warn({ subscription, attempt, cause: outcome.cause }, "event dead-lettered");
        }
      }
      if (backlog) claimAvailable(claimed);
    });
    return waiting ? settled.then(setAlarm) : settled;
  }

  function logLostLease({ subscription, attempt }: Claim): void {
    log.warn({ subscription, attempt }, "a delivery's lease expired while it was handled, it is redelivered");
  }

  function renewOwn(): void {
    const lease = newLease();
    for (const claim of handling.keys()) deliveries.renew(claim, lease);
    renewedAt = now();
  }

  function renewLeases(): void {
    if (handling.size === 0) return;
    database.write(renewOwn).catch((error) => log.error({ error }, "renewing leases failed"));
  }

  return {
    write,
    add,

    start(id) {
      instanceId = id;
      running = true;
      unwatch = database.watch((foreignCommit) => (foreignCommit ? claimDue() : alarm.check()));
      renewal = setInterval(renewLeases, leaseMs / 3);
      claimDue();
    },

    async stop(graceMs) {
      running = false;
      unwatch();
      alarm.clear();
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      const drain = async () => {
        while (handling.size > 0 || reserved > 0)
          await Promise.all([...handling.values(), database.write(() => undefined)]);
      };
      await Promise.race([drain(), giveUp]);
      clearInterval(renewal);
      return handling.size;
    },
  };
}
