/** The resources of a function in production; terraform/functions.json carries them there. */
export interface Instances {
  readonly memoryMb: number;
  readonly cpu: number;
  /** Concurrent requests in one instance. High where most time is spent waiting for models. */
  readonly concurrency: number;
  /** Instances kept warm, where somebody waits for the answer. */
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly timeoutSeconds: number;
  /** The platform's secrets that it may read. */
  readonly secrets: readonly string[];
  /** The platform's secrets that it reads when needed, and that an installation may leave unset. */
  readonly optionalSecrets?: readonly string[];
  /** The ports that it may use. Each maps to a set of roles on the resources behind it. */
  readonly roles: readonly Role[];
  /** True when it calls servers of tenants, who may allow only known addresses. So does a step that sends. */
  readonly callsTenants?: true;
}

/** `keys` seals and opens data, and `secrets` reads those of tenants. A step that sends gets `secrets` from the manifest. */
type Role = "documents" | "bus" | "scheduler" | "keys" | "secrets" | "blobs";

/** The keys of the models' vendors. */
export const modelSecrets: readonly string[] = ["GEMINI_API_KEY", "OPENAI_COMPATIBLE_API_KEY"];

/** The key of the server that keeps the passages' vectors. An installation without one compares vectors itself. */
export const vectorSecrets: readonly string[] = ["PINECONE_API_KEY"];

/** The key of Google Maps. An installation without one finds no business by its name alone. */
export const placesSecrets: readonly string[] = ["PLACES_API_KEY"];

/** The secrets of LiveKit's API, and the one that signs what agents are told. An installation without calls has none. */
export const callSecrets = ["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "CALL_METADATA_SECRET"] as const;

/** What Prometheus sends as its bearer token. An installation without it serves no metrics. */
export const metricsSecret = "METRICS_TOKEN";

/** For a step that calls models and sends messages. */
export const answering: Instances = {
  memoryMb: 1024,
  cpu: 1,
  concurrency: 40,
  minInstances: 1,
  maxInstances: 100,
  timeoutSeconds: 300,
  secrets: modelSecrets,
  optionalSecrets: vectorSecrets,
  roles: ["documents", "bus", "scheduler", "keys", "secrets", "blobs"],
  callsTenants: true,
};

/** For a step that sends messages without a model. Nobody waits for them. */
export const speaking: Instances = {
  ...answering,
  memoryMb: 512,
  minInstances: 0,
  timeoutSeconds: 120,
  secrets: [],
  optionalSecrets: [],
  roles: ["documents", "bus", "scheduler", "keys"],
};

/** For a step that calls a model and stores the answer. Nobody waits for it. */
export const summarising: Instances = {
  ...answering,
  memoryMb: 512,
  minInstances: 0,
  timeoutSeconds: 120,
  optionalSecrets: [],
  roles: ["documents", "bus", "keys", "secrets"],
};

/** For a step that only records what happened. */
export const recording: Instances = {
  memoryMb: 512,
  cpu: 1,
  concurrency: 80,
  minInstances: 0,
  maxInstances: 50,
  timeoutSeconds: 60,
  secrets: [],
  roles: ["documents", "bus", "scheduler", "keys"],
};

/** For a step that removes a sandbox with its files and its key. */
export const closing: Instances = { ...recording, timeoutSeconds: 300, roles: [...recording.roles, "blobs"] };

/** For a step that calls a server outside, with the tenant's secrets, and stores the answer. */
export const calling: Instances = {
  ...recording,
  concurrency: 40,
  timeoutSeconds: 120,
  roles: [...recording.roles, "secrets"],
  callsTenants: true,
};

/** For a step that asks LiveKit, and waits while a telephone rings. */
export const telephoning: Instances = {
  ...recording,
  concurrency: 40,
  timeoutSeconds: 180,
  optionalSecrets: callSecrets,
  roles: [...recording.roles, "blobs"],
};

/** For a step that reads documents: seconds of CPU in a thread, and files of up to 64 MB. Nobody waits for it. */
export const ingesting: Instances = {
  ...recording,
  memoryMb: 2048,
  concurrency: 4,
  timeoutSeconds: 300,
  secrets: modelSecrets,
  optionalSecrets: vectorSecrets,
  roles: ["documents", "bus", "scheduler", "keys", "blobs"],
};

/** For a step that reads files of rows. */
export const importing: Instances = { ...ingesting, memoryMb: 1024, secrets: [], optionalSecrets: [] };

/** For a step that reads pages of tenants' sites. */
export const crawling: Instances = { ...ingesting, memoryMb: 1024, secrets: [], callsTenants: true };
