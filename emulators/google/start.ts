import { startCloudTasks } from "../cloud-tasks.ts";
import { startStorage } from "../storage.ts";
import type { FoundEmulators } from "./find.ts";
import { launchFirestore, launchPubsub } from "./launch.ts";

/** All emulators that the Google Cloud platform needs, on this machine: addresses as `host:port`, and a URL. */
export interface GoogleStack {
  readonly firestore: string;
  readonly pubsub: string;
  readonly tasks: string;
  readonly storage: string;
  close(): Promise<void>;
}

/** The ports in firebase.json. 0 picks a free port. */
export interface StackPorts {
  readonly firestore: number;
  readonly pubsub: number;
  readonly tasks: number;
  readonly storage: number;
}

export const usualPorts: StackPorts = { firestore: 8180, pubsub: 8085, tasks: 8094, storage: 8095 };
export const anyPorts: StackPorts = { firestore: 0, pubsub: 0, tasks: 0, storage: 0 };

/** Starts Google's emulators and our stand-ins together. If one fails, all are stopped. */
export async function startGoogleStack(found: FoundEmulators, ports: StackPorts): Promise<GoogleStack> {
  const started = await Promise.allSettled([
    launchFirestore(found, { port: ports.firestore }),
    launchPubsub(found, { port: ports.pubsub }),
    startCloudTasks({ port: ports.tasks }),
    startStorage({ port: ports.storage }),
  ]);
  const close = async () => {
    await Promise.all(started.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
  };
  const [firestore, pubsub, tasks, storage] = started;
  if (
    firestore.status === "fulfilled" &&
    pubsub.status === "fulfilled" &&
    tasks.status === "fulfilled" &&
    storage.status === "fulfilled"
  )
    return {
      firestore: firestore.value.address,
      pubsub: pubsub.value.address,
      tasks: tasks.value.address,
      storage: storage.value.url,
      close,
    };
  await close();
  throw started.find((one) => one.status === "rejected")?.reason;
}
