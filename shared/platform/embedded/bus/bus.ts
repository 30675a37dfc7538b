import type { Bus, Envelope, Subscription } from "../../bus.ts";
import { deadLetterTable } from "./dead-letters.ts";
import { type Claim, deliveryTable } from "./deliveries.ts";
import { createDispatcher, type DispatcherSettings } from "./dispatcher.ts";
import { type Instance, openInstance } from "./instance.ts";
import { subscriptionTable } from "./subscriptions.ts";

/** A subscription that no process has handled for this long is dropped, as Pub/Sub drops messages after 7 days. */
const forgetSubscriptionAfterMs = 7 * 24 * 3_600_000;

export interface BusSettings extends Omit<DispatcherSettings, "deliveries" | "deadLetters" | "subscriptions"> {
  readonly dataDir: string;
}

export interface EmbeddedBus extends Bus {
  /**
   * Publishes the events that `produce` returns, in the same transaction as the writes of `produce`: both or neither.
   */
  publishFrom(produce: () => readonly Envelope[]): Promise<void>;
  /** Runs inside a write. */
  forgetUnseenSubscriptions(): void;
}

/**
 * A queue per subscription in the SQLite file. An event is claimed in the transaction that publishes it. The next event
 * of its key is claimed in the transaction that removes it. A delivery therefore costs two commits. As on Pub/Sub, an
 * event of a topic that never had a subscription is dropped.
 */
export function embeddedBus(settings: BusSettings): EmbeddedBus {
  const { database, now, log } = settings;
  const subscriptionsInFile = subscriptionTable(database);
  const deliveries = deliveryTable(database);
  const deadLetters = deadLetterTable(database);
  const subscriptions = new Map<string, Subscription>();
  const registrations: Promise<void>[] = [];
  const dispatcher = createDispatcher({ ...settings, deliveries, deadLetters, subscriptions });
  let instance: Instance | undefined;

  /** Runs inside a dispatcher's write. */
  function fanOut({ type, tenantId, key }: Envelope, json: string, claimed: Claim[]): void {
    const receivers = subscriptionsInFile.ofTopic(type);
    if (receivers.length === 0) log.debug({ topic: type }, "published to a topic without subscriptions");
    for (const subscription of receivers)
      dispatcher.add({ subscription, ordering: `${tenantId}/${key}`, envelope: json }, claimed);
  }

  return {
    system: "embedded",

    async publish(envelopes) {
      const events = envelopes.map((envelope) => ({ envelope, json: JSON.stringify(envelope) }));
      await dispatcher.write((claimed) => {
        for (const { envelope, json } of events) fanOut(envelope, json, claimed);
      });
    },

    async publishFrom(produce) {
      await dispatcher.write((claimed) => {
        for (const envelope of produce()) fanOut(envelope, JSON.stringify(envelope), claimed);
      });
    },

    subscribe(subscription) {
      const { name, topic } = subscription;
      if (subscriptions.has(name)) throw new Error(`A subscription named ${name} is already registered.`);
      subscriptions.set(name, subscription);
      const registration = database.write(() => subscriptionsInFile.register(name, topic, now()));
      registration.catch(() => undefined); // `start` reports the error
      registrations.push(registration);
    },

    async start() {
      if (instance) return;
      const own = openInstance(settings.dataDir);
      instance = own;
      await Promise.all(registrations);
      const freed = await database.write(() => deliveries.freeAbandoned(own.isAlive, now()));
      if (freed > 0) log.warn({ deliveries: freed }, "deliveries abandoned by a process are delivered again");
      dispatcher.start(own.id);
    },

    async stop(graceMs) {
      const left = await dispatcher.stop(graceMs);
      if (left > 0) {
        // Their handlers still run here. Their leases stay until this process ends or they expire.
        log.warn({ deliveries: left }, "stopped while deliveries were still being handled");
        return;
      }
      instance?.close();
      instance = undefined;
    },

    forgetUnseenSubscriptions() {
      if (instance)
        for (const { name, topic } of subscriptions.values()) subscriptionsInFile.register(name, topic, now());
      const forgotten = subscriptionsInFile.dropUnseenSince(now() - forgetSubscriptionAfterMs);
      for (const name of forgotten) deliveries.dropSubscription(name);
      if (forgotten.length > 0) log.warn({ subscriptions: forgotten }, "dropped subscriptions without a handler");
    },

    deadLetters: {
      async list(tenantId, { limit, cursor }) {
        return deadLetters.list(tenantId, limit, cursor);
      },
      async replay(tenantId, deadLetterId) {
        let found = false;
        await dispatcher.write((claimed) => {
          const letter = deadLetters.take(tenantId, deadLetterId);
          found = letter !== undefined;
          if (letter) dispatcher.add(letter, claimed);
        });
        return found;
      },
      async discard(tenantId, deadLetterId) {
        await database.write(() => void deadLetters.take(tenantId, deadLetterId));
      },
    },
  };
}
