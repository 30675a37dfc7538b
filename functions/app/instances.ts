/** What a function is given in production; terraform/functions.json carries it there. */
export interface Instances {
  readonly memoryMb: number;
  readonly cpu: number;
  /** Requests at once in one instance. High where the time goes into waiting for models. */
  readonly concurrency: number;
  /** Kept warm, where somebody waits for the answer. */
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly timeoutSeconds: number;
  /** The platform's own secrets it may read. */
  readonly secrets: readonly string[];
  /** The ports it may use, each a set of roles on the resources behind it. */
  readonly roles: readonly Role[];
}

type Role = "documents" | "bus" | "scheduler" | "keys" | "blobs";

/** A step that asks models and sends messages. */
export const answering: Instances = {
  memoryMb: 1024,
  cpu: 1,
  concurrency: 40,
  minInstances: 1,
  maxInstances: 100,
  timeoutSeconds: 300,
  secrets: ["GEMINI_API_KEY"],
  roles: ["documents", "bus", "scheduler", "keys", "blobs"],
};

/** A step that sends messages nobody sits and waits for, and asks no model. */
export const speaking: Instances = {
  ...answering,
  memoryMb: 512,
  minInstances: 0,
  timeoutSeconds: 120,
  secrets: [],
  roles: ["documents", "bus", "scheduler", "keys"],
};

/** A step that asks a model and writes down the answer; nobody waits for it. */
export const summarising: Instances = {
  ...answering,
  memoryMb: 512,
  minInstances: 0,
  timeoutSeconds: 120,
  roles: ["documents", "bus", "keys"],
};

/** A step that only writes down what happened. */
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

/** A step that asks a provider something and writes down the answer. */
export const calling: Instances = { ...recording, concurrency: 40, timeoutSeconds: 120 };
