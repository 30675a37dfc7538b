import type { PubSub, Topic } from "@google-cloud/pubsub";
import type { Bus, Envelope, Subscription } from "../bus.ts";
import type { PlatformLog } from "../embedded/log.ts";
import type { DeadLetterBox } from "./dead-letters.ts";
import { codeOf, grpcCode } from "./failures.ts";
import { boundedFlow } from "./flow.ts";
import type { Lazy } from "./lazy.ts";
import { attributesOf, onlyFor, orderingKeyOf } from "./wire.ts";

/** Events published at once share a batch. A single event waits at most this long. */
const batching = { maxMessages: 100, maxMilliseconds: 2 };

/**
 * The limit of messages in flight from one instance: ten batches, and a small part of the smallest instance's memory.
 */
const inFlight = { maxMessages: 1_000, maxBytes: 16 * 1024 * 1024 };

/** Creates topics and subscriptions where Terraform does not, and turns pushes on and off. */
export interface LocalDelivery {
  ensureTopic(name: string): Promise<unknown>;
  register(subscription: Subscription): Promise<void>;
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/**
 * A topic per event type and a push subscription per step. Pub/Sub delivers to the endpoints, so `start` does nothing
 * except on an emulator. Pub/Sub has stored everything that a resolved `publish` sent; its client retries transient
 * failures.
 */
export function pubsubBus(settings: {
  readonly client: Lazy<PubSub>;
  readonly projectId: string;
  readonly deadLetters: DeadLetterBox;
  readonly subscriptions: Map<string, Subscription>;
  readonly local: LocalDelivery | undefined;
  readonly log: PlatformLog;
}): Bus {
  const { client, deadLetters, subscriptions, local } = settings;
  const topics = new Map<string, Topic>();
  const registrations: Promise<void>[] = [];
  const flow = boundedFlow(inFlight);

  async function topicOf(type: string): Promise<Topic> {
    const known = topics.get(type);
    if (known) return known;
    await local?.ensureTopic(type);
    const topic = (await client()).topic(type, { messageOrdering: true, batching });
    topics.set(type, topic);
    return topic;
  }

  async function send(envelope: Envelope, attributes: Record<string, string>): Promise<void> {
    const topic = await topicOf(envelope.type);
    const orderingKey = orderingKeyOf(envelope);
    const data = Buffer.from(JSON.stringify(envelope));
    try {
      await flow(data.length, () => topic.publishMessage({ data, orderingKey, attributes }));
    } catch (cause) {
      // After a failure the client rejects the key until publishing is resumed. The caller retries what failed.
      topic.resumePublishing(orderingKey);
      throw withRemedy(cause, envelope.type);
    }
  }

  function withRemedy(cause: unknown, type: string): unknown {
    if (codeOf(cause) !== grpcCode.notFound) return cause;
    const where = `the project ${settings.projectId}`;
    return new Error(`There is no topic ${type} in ${where}: run "npm run manifest" and apply terraform.`, { cause });
  }

  return {
    system: "gcp_pubsub",

    async publish(envelopes) {
      await Promise.all(registrations);
      for (const type of new Set(envelopes.map(({ type }) => type))) await topicOf(type);
      // All are sent in one turn of the event loop. Events of one key keep their order, and all share a batch.
      const sent = await Promise.allSettled(envelopes.map((envelope) => send(envelope, attributesOf(envelope))));
      const failed = sent.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    },

    subscribe(subscription) {
      const { name } = subscription;
      if (subscriptions.has(name)) throw new Error(`A subscription named ${name} is already registered.`);
      subscriptions.set(name, subscription);
      if (!local) return;
      const registration = local.register(subscription);
      registration.catch(() => undefined); // `publish` and `start` report the error
      registrations.push(registration);
    },

    async start() {
      await Promise.all(registrations);
      await local?.start();
    },

    async stop(graceMs) {
      await Promise.allSettled(registrations);
      await local?.stop(graceMs);
      await Promise.all([...topics.values()].map((topic) => topic.flush()));
    },

    deadLetters: {
      list: (tenantId, page) => deadLetters.list(tenantId, page),
      async replay(tenantId, deadLetterId) {
        const letter = await deadLetters.find(tenantId, deadLetterId);
        if (!letter) return false;
        const { envelope, subscription } = letter;
        await send(envelope, { ...attributesOf(envelope), [onlyFor]: subscription });
        await deadLetters.discard(tenantId, deadLetterId); // a crash before this line replays it twice, never zero times
        return true;
      },
      discard: (tenantId, deadLetterId) => deadLetters.discard(tenantId, deadLetterId),
    },
  };
}
