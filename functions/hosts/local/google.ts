import { startCloudTasks } from "../../../emulators/cloud-tasks.ts";
import { findEmulators } from "../../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack, usualPorts } from "../../../emulators/google/start.ts";
import { startStorage } from "../../../emulators/storage.ts";
import type { Environment } from "../../../shared/environment.ts";

/** Google's emulators for this instance, and their environment variables. */
export interface LocalGoogle {
  readonly environment: Partial<Environment>;
  close(): Promise<void>;
}

/** Google's tools never treat a `demo-` project as a real one. */
function projectOf(environment: Environment) {
  return {
    PLATFORM: "gcp",
    GOOGLE_CLOUD_PROJECT: "demo-agent-platform",
    GCP_LOCATION: environment.GCP_LOCATION ?? "asia-south1",
    GCP_BUCKET: "agent-platform",
    GCP_QUEUE: "events",
  } as const;
}

/**
 * Starts Google's emulators and our stand-ins. If the environment names running emulators, such as those of
 * `npm run emulators`, only the stand-ins it does not name are started. Their data is lost when they stop. Free ports
 * replace default ports that are in use.
 * @throws Error that says what is missing on this machine and how to install it.
 */
export async function startLocalGoogle(environment: Environment, anyFree: boolean): Promise<LocalGoogle> {
  const project = projectOf(environment);
  const running = environment.FIRESTORE_EMULATOR_HOST ?? environment.PUBSUB_EMULATOR_HOST;
  if (running) return startStandInsBeside(environment);
  const found = findEmulators(environment.GOOGLE_EMULATORS_DIR);
  if (!found.found) throw new Error(`--platform gcp-emulators: ${found.notice}.`);
  const stack = await startGoogleStack(found, anyFree ? anyPorts : usualPorts).catch((error: unknown) => {
    const inUse = error instanceof Error && /in use|EADDRINUSE/.test(error.message);
    if (!inUse || anyFree) throw error;
    return startGoogleStack(found, anyPorts);
  });
  return { environment: { ...project, ...hostsOf(stack) }, close: stack.close };
}

/** Firebase has no Cloud Tasks emulator for Google's client, and no Cloud Storage with preconditions and signed links. */
async function startStandInsBeside(environment: Environment): Promise<LocalGoogle> {
  const tasks = environment.CLOUD_TASKS_EMULATOR_HOST ? undefined : await startCloudTasks({ port: 0 });
  const storage = environment.STORAGE_EMULATOR_HOST ? undefined : await startStorage({ port: 0 });
  return {
    environment: {
      ...projectOf(environment),
      ...(tasks ? { CLOUD_TASKS_EMULATOR_HOST: tasks.address } : {}),
      ...(storage ? { STORAGE_EMULATOR_HOST: storage.url } : {}),
    },
    close: async () => void (await Promise.all([tasks?.close(), storage?.close()])),
  };
}

/** The environment variables that name a stack's emulators. */
export function hostsOf(stack: GoogleStack) {
  return {
    FIRESTORE_EMULATOR_HOST: stack.firestore,
    PUBSUB_EMULATOR_HOST: stack.pubsub,
    CLOUD_TASKS_EMULATOR_HOST: stack.tasks,
    STORAGE_EMULATOR_HOST: stack.storage,
  } satisfies Partial<Environment>;
}
