import type { PubSub } from "@google-cloud/pubsub";
import { addressOf, signer } from "./emulators.ts";
import { type Lazy, lazy } from "./lazy.ts";
import type { GcpOptions } from "./options.ts";

/** Google's clients. Each is imported and created at its first use, once per instance. */
export function googleClients(options: Pick<GcpOptions, "projectId" | "databaseId" | "bucket" | "emulators">) {
  const { projectId, emulators } = options;

  const firestore = lazy(async () => {
    const sdk = await import("@google-cloud/firestore");
    const database = options.databaseId === undefined ? {} : { databaseId: options.databaseId };
    const emulated = emulators && {
      host: emulators.firestore,
      ssl: false,
      // The emulator treats this token as an administrator, who bypasses the security rules.
      customHeaders: { Authorization: "Bearer owner" },
    };
    return { sdk, firestore: new sdk.Firestore({ projectId, ...database, ...emulated }) };
  });

  const publishers = new Map<string, Lazy<PubSub>>();
  /** A regional endpoint preserves the order of a key's events (cloud.google.com/pubsub/docs/ordering). */
  const pubsubIn = (region: string): Lazy<PubSub> => {
    const known = publishers.get(emulators ? "" : region);
    if (known) return known;
    const made = lazy(async () => {
      const { PubSub } = await import("@google-cloud/pubsub");
      return emulators
        ? new PubSub({ projectId, apiEndpoint: emulators.pubsub, emulatorMode: true })
        : new PubSub({ projectId, apiEndpoint: `${region}-pubsub.googleapis.com:443` });
    });
    publishers.set(emulators ? "" : region, made);
    return made;
  };

  /** Changes subscriptions, whichever regions are down. */
  const pubsubAdmin = lazy(async () => {
    if (emulators) return pubsubIn("")();
    const { PubSub } = await import("@google-cloud/pubsub");
    return new PubSub({ projectId });
  });

  const tasks = lazy(async () => {
    const { CloudTasksClient } = await import("@google-cloud/tasks");
    if (!emulators) return new CloudTasksClient({ projectId });
    const { credentials } = await import("@grpc/grpc-js");
    const { host, port } = addressOf(emulators.tasks);
    return new CloudTasksClient({ projectId, apiEndpoint: host, port, sslCreds: credentials.createInsecure() });
  });

  const bucket = lazy(async () => {
    const { Storage } = await import("@google-cloud/storage");
    if (!emulators) return new Storage({ projectId }).bucket(options.bucket);
    const storage = new Storage({ projectId, apiEndpoint: emulators.storage });
    // Needed for signed links. As a constructor option, it makes the library log a warning about credentials.
    storage.authClient.jsonContent = await signer(emulators.storage);
    await storage.createBucket(options.bucket).catch((error: { code?: number }) => {
      if (error.code !== 409) throw error; // it exists already
    });
    return storage.bucket(options.bucket);
  });

  return {
    firestore,
    pubsubIn,
    pubsubAdmin,
    tasks,
    bucket,
    async close(): Promise<void> {
      await Promise.all([...publishers.values()].map(({ made }) => made()?.then((client) => client.close())));
      if (!emulators) await pubsubAdmin.made()?.then((client) => client.close());
      await tasks.made()?.then((client) => client.close());
    },
  };
}
