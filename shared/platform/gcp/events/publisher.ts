import type { PubSub, Topic } from "@google-cloud/pubsub";
import type { PlatformLog } from "../../embedded/log.ts";
import { codeOf, grpcCode } from "../failures.ts";
import type { Lazy } from "../lazy.ts";
import type { Regions } from "../regions.ts";
import { boundedFlow } from "./flow.ts";

/** Events published at once share a batch. A single event waits at most this long. */
const batching = { maxMessages: 100, maxMilliseconds: 2 };

/**
 * The limit of messages in flight from one instance: ten batches, and a small part of the smallest instance's memory.
 */
const inFlight = { maxMessages: 1_000, maxBytes: 16 * 1024 * 1024 };

/** The client would try one region for ten minutes. Where there is another, it tries for this long. */
const patienceMs = 5_000;
const patient = {
  retry: {
    retryCodes: [grpcCode.unavailable, grpcCode.deadlineExceeded, grpcCode.aborted],
    backoffSettings: {
      initialRetryDelayMillis: 100,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 1_000,
      initialRpcTimeoutMillis: patienceMs,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: patienceMs,
      totalTimeoutMillis: patienceMs,
    },
  },
};

export interface Message {
  readonly data: Buffer;
  readonly orderingKey: string;
  readonly attributes: Record<string, string>;
}

/** Sends one message of a type. Its first attempt starts before it returns. */
export type Send = (type: string, message: Message) => Promise<void>;

/**
 * Publishes in the home region, and in another one while the home does not answer, so that a webhook is accepted when
 * its region is lost. Pub/Sub keeps the order of a key among messages of one region: what was stored in a lost region
 * neither blocks nor precedes later messages of the key. A message whose first attempt was not answered may be stored
 * twice. Steps know an event by its id.
 */
export function publisher(settings: {
  readonly clientIn: (region: string) => Lazy<PubSub>;
  readonly regions: Pick<Regions, "all" | "toPublishIn" | "failed">;
  /** Creates a topic where Terraform does not. */
  readonly ensureTopic: ((type: string) => Promise<unknown>) | undefined;
  readonly log: PlatformLog;
}) {
  const { clientIn, regions, ensureTopic, log } = settings;
  const topics = new Map<string, Topic>();
  const flow = boundedFlow(inFlight);
  const several = regions.all.length > 1 ? { gaxOpts: patient } : {};

  async function topicIn(region: string, type: string): Promise<Topic> {
    const known = topics.get(`${region}/${type}`);
    if (known) return known;
    await ensureTopic?.(type);
    const topic = (await clientIn(region)()).topic(type, { messageOrdering: true, batching, ...several });
    topics.set(`${region}/${type}`, topic);
    return topic;
  }

  async function publishIn(region: string, type: string, message: Message): Promise<void> {
    const topic = topics.get(`${region}/${type}`) ?? (await topicIn(region, type));
    try {
      await flow(message.data.length, () => topic.publishMessage(message));
    } catch (error) {
      // After a failure the client rejects the key until publishing is resumed. The caller retries what failed.
      topic.resumePublishing(message.orderingKey);
      throw error;
    }
  }

  return {
    /** Opens the topics, so that messages sent in one turn of the event loop keep their order and share a batch. */
    async open(types: Iterable<string>): Promise<Send> {
      const [first = "", ...others] = await regions.toPublishIn();
      for (const type of types) await topicIn(first, type);
      return async (type, message) => {
        let region = first;
        for (const next of [...others, undefined]) {
          try {
            return await publishIn(region, type, message);
          } catch (error) {
            if (next === undefined || !isDown(error)) throw error;
            regions.failed(region);
            log.warn({ region, next, error }, "a region accepts no events, another one is used");
            region = next;
          }
        }
      };
    },

    async flush(): Promise<void> {
      await Promise.all([...topics.values()].map((topic) => topic.flush()));
    },
  };
}

function isDown(error: unknown): boolean {
  const code = codeOf(error);
  return code === grpcCode.unavailable || code === grpcCode.deadlineExceeded;
}
