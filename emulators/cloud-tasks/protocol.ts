import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { loadPackageDefinition, type ServiceDefinition } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";

/** The service definition published by Google, from the descriptor in its Node client. */
export function cloudTasksService(): ServiceDefinition {
  const protos = createRequire(import.meta.url).resolve("@google-cloud/tasks/build/protos");
  const descriptor = JSON.parse(readFileSync(join(dirname(protos), "protos.json"), "utf8"));
  const definition = fromJSON(descriptor, { longs: String, enums: String, defaults: false, oneofs: false });
  const tree = loadPackageDefinition(definition) as unknown as {
    google: { cloud: { tasks: { v2: { CloudTasks: { service: ServiceDefinition } } } } };
  };
  return tree.google.cloud.tasks.v2.CloudTasks.service;
}

/** google.protobuf.Timestamp and Duration in their wire format. */
export interface WireTime {
  readonly seconds?: string | number | undefined;
  readonly nanos?: number | undefined;
}

/** Only the fields used here. See google/cloud/tasks/v2/task.proto. */
export interface WireTask {
  readonly name?: string;
  readonly scheduleTime?: WireTime;
  readonly dispatchDeadline?: WireTime;
  readonly httpRequest?: {
    readonly url?: string;
    readonly httpMethod?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
  };
  readonly appEngineHttpRequest?: unknown;
}

/** See google/cloud/tasks/v2/queue.proto. */
export interface WireQueue {
  readonly name?: string;
  readonly rateLimits?: {
    readonly maxDispatchesPerSecond?: number;
    readonly maxBurstSize?: number;
    readonly maxConcurrentDispatches?: number;
  };
  readonly retryConfig?: {
    readonly maxAttempts?: number;
    readonly maxRetryDuration?: WireTime;
    readonly minBackoff?: WireTime;
    readonly maxBackoff?: WireTime;
    readonly maxDoublings?: number;
  };
}

export function millisOf(time: WireTime | undefined): number | undefined {
  return time && Number(time.seconds ?? 0) * 1000 + (time.nanos ?? 0) / 1_000_000;
}

export function wireTime(ms: number): WireTime {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1_000_000) };
}

/** A gRPC error status. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
