import type { PubSub, Subscription as PubSubSubscription } from "@google-cloud/pubsub";
import type { Subscription } from "../../bus.ts";
import type { PlatformEndpoint } from "../../platform.ts";
import type { LocalDelivery } from "../events/bus.ts";
import { subscriptionFilter } from "../events/wire.ts";
import { codeOf, grpcCode } from "../failures.ts";
import { readJson } from "../http.ts";
import type { Lazy } from "../lazy.ts";
import type { LocalEndpoint } from "./local-endpoint.ts";

const prefix = "/push/";
const ackDeadlineSeconds = 600;

/** How often an instance outside the home region looks whether its region has become home. */
const lookEveryMs = 1_000;

/**
 * Replaces Terraform on Google's emulator. Topics and subscriptions are created when first needed. Subscriptions push
 * to this process while it runs and its region is home. A subscription without an address keeps its messages.
 */
export function localDelivery(settings: {
  readonly client: Lazy<PubSub>;
  readonly endpoint: LocalEndpoint;
  readonly pushEndpointOf: (subscription: Subscription) => PlatformEndpoint;
  readonly isHome: () => Promise<boolean>;
}): LocalDelivery {
  const { client, endpoint, pushEndpointOf: pushDoorOf, isHome } = settings;
  const topics = new Map<string, Promise<unknown>>();
  const registered = new Map<string, PubSubSubscription>();
  let running = false;
  /** True while the subscriptions push here. */
  let pushed = false;
  let looking: NodeJS.Timeout | undefined;

  function ensureTopic(name: string): Promise<unknown> {
    const known = topics.get(name);
    if (known) return known;
    const made = client().then((pubsub) => ignoreAlreadyExists(pubsub.createTopic(name)));
    topics.set(name, made);
    return made;
  }

  async function setPushAddress(name: string, subscription: PubSubSubscription): Promise<void> {
    const pushEndpoint = pushed ? `${await endpoint.url()}${prefix}${name}` : "";
    await subscription.modifyPushConfig({ pushEndpoint });
  }

  const setPushAddresses = () =>
    Promise.all([...registered].map(([name, subscription]) => setPushAddress(name, subscription)));

  async function pushHereOnceHome(): Promise<void> {
    if (!running) return;
    if (await isHome()) {
      pushed = true;
      await setPushAddresses();
    } else looking = setTimeout(() => void pushHereOnceHome(), lookEveryMs);
  }

  return {
    ensureTopic,

    async register(subscription) {
      const { name, topic, retry } = subscription;
      endpoint.route(`${prefix}${name}`, countingAttempts(pushDoorOf(subscription)));
      await ensureTopic(topic);
      const pubsub = await client();
      const creation = pubsub.topic(topic).createSubscription(name, {
        enableMessageOrdering: true,
        ackDeadlineSeconds,
        filter: subscriptionFilter(name),
        retryPolicy: { minimumBackoff: duration(retry.minBackoffMs), maximumBackoff: duration(retry.maxBackoffMs) },
      });
      await ignoreAlreadyExists(creation);
      const made = pubsub.subscription(name);
      registered.set(name, made);
      if (pushed) await setPushAddress(name, made);
    },

    async start() {
      running = true;
      endpoint.open(prefix);
      await pushHereOnceHome();
    },

    async stop(graceMs) {
      if (!running) return;
      running = false;
      clearTimeout(looking);
      await endpoint.shut(prefix, graceMs);
      if (!pushed) return;
      pushed = false;
      if (await isHome()) await setPushAddresses();
    },
  };
}

interface Pushed {
  readonly message?: { readonly messageId?: string; readonly publishTime?: string };
}

/**
 * Google's emulator reports no attempt with a push (seen in 0.8.20), so attempts are counted here. A message from
 * before the start of this process counts as attempted once, because a killed process may have received it.
 */
function countingAttempts(endpoint: PlatformEndpoint): PlatformEndpoint {
  const begunAt = Date.now();
  const attempts = new Map<string, number>();
  return async (request, response) => {
    const body = (await readJson(request)) as Pushed | undefined;
    const { messageId = "", publishTime = "" } = body?.message ?? {};
    const before = attempts.get(messageId) ?? (Date.parse(publishTime) < begunAt ? 1 : 0);
    const deliveryAttempt = before + 1;
    attempts.set(messageId, deliveryAttempt);
    const rawBody = Buffer.from(JSON.stringify({ ...body, deliveryAttempt }));
    await endpoint(Object.assign(request, { rawBody }), response);
    if (response.statusCode < 300) attempts.delete(messageId);
  };
}

async function ignoreAlreadyExists(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (codeOf(error) !== grpcCode.alreadyExists) throw error;
  }
}

function duration(ms: number): { readonly seconds: number; readonly nanos: number } {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 };
}
