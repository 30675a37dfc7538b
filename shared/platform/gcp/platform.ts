import { skipMetadataServer } from "../../environment.ts";
import type { Subscription } from "../bus.ts";
import { openKeyring } from "../embedded/keyring.ts";
import { silentLog } from "../embedded/log.ts";
import { openSecrets, type SecretSource } from "../embedded/secrets.ts";
import type { Keys } from "../keys.ts";
import type { Platform, PlatformEndpoints } from "../platform.ts";
import { withTenantIds } from "../sealing/seal.ts";
import { storageBlobs } from "./blobs.ts";
import { callerCheck } from "./caller-identity.ts";
import { googleClients } from "./clients.ts";
import { collectionNames } from "./documents/collection-names.ts";
import { firestoreDocuments } from "./documents/documents.ts";
import { requireEmulators } from "./emulators.ts";
import { pubsubBus } from "./events/bus.ts";
import { deadLetterBox } from "./events/dead-letters.ts";
import { publisher } from "./events/publisher.ts";
import { deadLetterEndpoint, type PushSettings, pushEndpoint } from "./events/push-endpoint.ts";
import { pushTo } from "./events/push-targets.ts";
import { scheduledEventRecords } from "./events/scheduled-events.ts";
import { type TaskQueue, tasksScheduler } from "./events/scheduler.ts";
import { googleApi } from "./google-api.ts";
import { cloudKeys } from "./keys.ts";
import { localDelivery } from "./local/local-delivery.ts";
import { localEndpoint } from "./local/local-endpoint.ts";
import { localQueue } from "./local/local-queue.ts";
import type { GcpOptions } from "./options.ts";
import { firestoreRecovery } from "./recovery/recovery.ts";
import { waitingTasks } from "./recovery/waiting-tasks.ts";
import { openRegions } from "./regions.ts";

export interface GcpPlatform extends Platform {
  readonly endpoints: PlatformEndpoints;
}

/**
 * The platform on Google Cloud, or on Google's emulators. Each client is imported and connected at its first use.
 *
 * @throws Error with the remedy, naming the unreachable emulator.
 */
export async function openGcp(options: GcpOptions): Promise<GcpPlatform> {
  const { emulators, production, log = silentLog } = options;
  const now = options.now ? () => Number(options.now?.()) : Date.now;
  if (emulators) {
    await requireEmulators(emulators);
    skipMetadataServer();
  } else if (!production) throw new Error("The platform on Google Cloud needs its production settings, or emulators.");

  const clients = googleClients(options);
  const keys = keysOf(options, now);
  const documents = withTenantIds(
    firestoreDocuments({ client: clients.firestore, now, lanes: options.indexLanes ?? 1 }),
    keys,
  );
  const { location } = options;
  const tasksUrls = options.tasksUrls ?? {};
  const regions = openRegions({
    documents,
    location,
    all: Object.keys(tasksUrls),
    own: options.region ?? location,
    log,
    now,
  });
  const isSpread = regions.all.length > 1;
  const own = isSpread ? (options.region ?? location) : location;
  const subscriptions = new Map<string, Subscription>();
  const expected = (audience: string) =>
    production && callerCheck({ ...production, audience, serviceAccount: production.callerServiceAccount });
  const deadLetters = deadLetterBox(documents);
  const pushes: PushSettings = { deadLetters, log, now, isExpected: expected(production?.pushAudience ?? "") };

  const endpoint = emulators && localEndpoint(emulators.dataDir, log);
  const local =
    endpoint &&
    localDelivery({
      client: clients.pubsubAdmin,
      endpoint,
      pushEndpointOf: (subscription) => pushEndpoint(subscription, pushes),
      isHome: async () => (await regions.home()) === own,
    });
  const bus = pubsubBus({
    publisher: publisher({ clientIn: clients.pubsubIn, regions, ensureTopic: local?.ensureTopic, log }),
    projectId: options.projectId,
    deadLetters,
    subscriptions,
    local,
  });
  const queueIn = (region: string): TaskQueue => {
    const named = (id: string) => `projects/${options.projectId}/locations/${region}/queues/${id}`;
    return {
      queue: named(options.queue),
      moreQueues: (options.moreQueues ?? []).map(named),
      tenantQueues: mapValues(options.tenantQueues ?? {}, named),
      url: async () => tasksUrls[region] ?? production?.tasksUrl ?? "",
      serviceAccount: production?.callerServiceAccount,
    };
  };
  const tasks = endpoint
    ? localQueue({ queue: queueIn(own).queue, client: clients.tasks, endpoint })
    : queueIn(location);
  const scheduler = tasksScheduler({
    client: clients.tasks,
    tasks,
    regional: isSpread
      ? {
          records: scheduledEventRecords(documents, now),
          regions: regions.all,
          home: regions.home,
          queueIn: (region) => (endpoint && region === own ? tasks : queueIn(region)),
        }
      : undefined,
    documents,
    bus,
    // Cloud Tasks names the address of this function in this function's region.
    isExpected: expected(tasksUrls[own] ?? production?.tasksUrl ?? ""),
    log,
    now,
  });
  endpoint?.route("/tasks", scheduler.endpoint);
  const blobs = storageBlobs({ bucket: clients.bucket, now });
  const collections = collectionNames(options);

  return {
    documents,
    bus,
    scheduler,
    blobs,
    keys,
    recovery: firestoreRecovery({
      client: clients.firestore,
      collectionsAt: collections.at,
      bucket: clients.bucket,
      blobs,
      bus,
      scheduler,
      waiting: waitingTasks({
        client: clients.tasks,
        queues: async () => (isSpread ? queueIn(await regions.home()) : tasks),
        removed: scheduler.forget,
      }),
      deadLetters,
      now,
    }),
    ...(isSpread
      ? {
          regions: {
            all: regions.all,
            home: regions.home,
            async move(to: string) {
              const { from } = await regions.move(to);
              return { from, subscriptions: await pushTo(to, await clients.pubsubAdmin()) };
            },
          },
        }
      : {}),
    endpoints: {
      push(name) {
        const subscription = subscriptions.get(name);
        if (!subscription) throw new Error(`No subscription named ${name} is registered.`);
        return pushEndpoint(subscription, pushes);
      },
      deadLetters: (subscribe) =>
        deadLetterEndpoint(pushes, async (name) => {
          if (!subscriptions.has(name)) await subscribe(name);
          return subscriptions.get(name);
        }),
      task: scheduler.endpoint,
    },
    async close(graceMs) {
      await scheduler.stop(graceMs);
      await bus.stop(graceMs);
      await endpoint?.close();
      await documents.close();
      await collections.close();
      await clients.close();
    },
  };
}

/** Cloud KMS and Secret Manager have no emulator, so a keyring in a folder replaces them beside the other emulators. */
function keysOf(options: GcpOptions, now: () => number): Keys {
  const first: SecretSource = options.secrets ?? (() => undefined);
  if (options.emulators) {
    const { dataDir } = options.emulators;
    const keyring = openKeyring(dataDir);
    const secret = openSecrets(dataDir, first);
    return { wrap: keyring.wrap, unwrap: keyring.unwrap, secret: async (scope, name) => secret(scope, name) };
  }
  const kmsKey = options.production?.kmsKey ?? (() => "");
  const keys = cloudKeys({ projectId: options.projectId, kmsKey, call: googleApi(), now });
  return { ...keys, secret: async (scope, name) => first(scope, name) ?? keys.secret(scope, name) };
}

function mapValues(record: Readonly<Record<string, string>>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
