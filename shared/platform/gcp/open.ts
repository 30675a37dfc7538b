import type { Environment, GcpEnvironment } from "../../environment.ts";
import { checkAccess } from "./access.ts";
import type { GoogleEmulators } from "./emulators.ts";
import type { GcpOptions, ProductionSettings } from "./options.ts";
import { type GcpPlatform, openGcp } from "./platform.ts";

type Given = Pick<Environment, "DATA_DIR"> & Partial<GcpEnvironment>;

/**
 * The platform on Google Cloud as the environment describes it, or on emulators where their variables are set.
 *
 * @throws Error with the remedy, naming every missing variable, an unreachable emulator, or a missing permission.
 */
export async function openGcpFromEnvironment(
  environment: Given,
  options: Pick<GcpOptions, "secrets" | "log" | "now">,
): Promise<GcpPlatform> {
  const emulators = emulatorsOf(environment);
  const need = required(environment);
  const platform = await openGcp({
    ...options,
    projectId: need("GOOGLE_CLOUD_PROJECT"),
    location: need("GCP_LOCATION"),
    bucket: need("GCP_BUCKET"),
    queue: need("GCP_QUEUE"),
    ...(environment.FIRESTORE_DATABASE ? { databaseId: environment.FIRESTORE_DATABASE } : {}),
    ...(emulators ? { emulators } : { production: productionOf(environment, need) }),
    indexLanes: environment.GCP_INDEX_LANES ?? 1,
    moreQueues: environment.GCP_MORE_QUEUES ?? [],
    tenantQueues: own(environment, ({ queue }) => queue),
    tasksUrls: environment.GCP_REGIONS ?? {},
    ...(environment.GCP_REGION ? { region: environment.GCP_REGION } : {}),
    ...need.orThrow(),
  });
  await checkAccess(platform.documents, environment.FIRESTORE_DATABASE ?? "(default)");
  return platform;
}

function productionOf(environment: Given, need: (name: keyof GcpEnvironment) => string): ProductionSettings {
  const commonKey = need("GCP_KMS_KEY");
  const tenantKeys = own(environment, ({ kmsKey }) => kmsKey);
  return {
    kmsKey: (tenantId) => tenantKeys[tenantId] ?? commonKey,
    tasksUrl: need("GCP_TASKS_URL"),
    callerServiceAccount: need("GCP_CALLER"),
    pushAudience: need("GCP_AUDIENCE"),
    // Terraform lets only the caller's service account invoke functions with these endpoints; its tests enforce that.
    behindCloudRunIam: true,
  };
}

type Isolation = GcpEnvironment["GCP_ISOLATED_TENANTS"][string];

function own(environment: Given, pick: (isolation: Isolation) => string): Record<string, string> {
  const tenants = Object.entries(environment.GCP_ISOLATED_TENANTS ?? {});
  return Object.fromEntries(tenants.map(([id, isolation]) => [id, pick(isolation)]));
}

function emulatorsOf(environment: Given): GoogleEmulators | undefined {
  const hosts = {
    firestore: environment.FIRESTORE_EMULATOR_HOST,
    pubsub: environment.PUBSUB_EMULATOR_HOST,
    tasks: environment.CLOUD_TASKS_EMULATOR_HOST,
    storage: environment.STORAGE_EMULATOR_HOST,
  };
  const { firestore, pubsub, tasks, storage } = hosts;
  if (!firestore && !pubsub && !tasks && !storage) return undefined;
  if (firestore && pubsub && tasks && storage)
    return { firestore, pubsub, tasks, storage, dataDir: environment.DATA_DIR };
  throw new Error(
    "Some of FIRESTORE_EMULATOR_HOST, PUBSUB_EMULATOR_HOST, CLOUD_TASKS_EMULATOR_HOST and STORAGE_EMULATOR_HOST are set: set all four, or none.",
  );
}

/** Collects the missing variables, so that one error reports all of them. */
function required(environment: Given) {
  const missing: string[] = [];
  const need = (name: keyof GcpEnvironment): string => {
    const value = environment[name];
    if (typeof value === "string" && value !== "") return value;
    missing.push(name);
    return "";
  };
  const orThrow = (): object => {
    if (missing.length === 0) return {};
    throw new Error(
      `PLATFORM=gcp needs ${missing.join(", ")}: terraform sets them on every function; .env.example explains each. For this machine: npm start -- --platform gcp-emulators.`,
    );
  };
  return Object.assign(need, { orThrow });
}
