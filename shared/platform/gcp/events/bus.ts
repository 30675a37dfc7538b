import type { Bus, Envelope, Subscription } from "../../bus.ts";
import { codeOf, grpcCode } from "../failures.ts";
import type { DeadLetterBox } from "./dead-letters.ts";
import type { publisher, Send } from "./publisher.ts";
import { attributesOf, onlyFor, orderingKeyOf } from "./wire.ts";

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
  readonly publisher: ReturnType<typeof publisher>;
  readonly projectId: string;
  readonly deadLetters: DeadLetterBox;
  readonly subscriptions: Map<string, Subscription>;
  readonly local: LocalDelivery | undefined;
}): Bus {
  const { deadLetters, subscriptions, local } = settings;
  const registrations: Promise<void>[] = [];

  async function send(to: Send, envelope: Envelope, attributes: Record<string, string>): Promise<void> {
    const data = Buffer.from(JSON.stringify(envelope));
    try {
      await to(envelope.type, { data, orderingKey: orderingKeyOf(envelope), attributes });
    } catch (cause) {
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
      const to = await settings.publisher.open(new Set(envelopes.map(({ type }) => type)));
      // All are sent in one turn of the event loop. Events of one key keep their order, and all share a batch.
      const sent = await Promise.allSettled(envelopes.map((envelope) => send(to, envelope, attributesOf(envelope))));
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
      await settings.publisher.flush();
    },

    deadLetters: {
      list: (tenantId, page) => deadLetters.list(tenantId, page),
      async replay(tenantId, deadLetterId) {
        const letter = await deadLetters.find(tenantId, deadLetterId);
        if (!letter) return false;
        const { envelope, subscription } = letter;
        const to = await settings.publisher.open([envelope.type]);
        await send(to, envelope, { ...attributesOf(envelope), [onlyFor]: subscription });
        await deadLetters.discard(tenantId, deadLetterId); // a crash before this line replays it twice, never zero times
        return true;
      },
      discard: (tenantId, deadLetterId) => deadLetters.discard(tenantId, deadLetterId),
    },
  };
}
