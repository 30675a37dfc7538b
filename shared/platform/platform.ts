import type { IncomingMessage, ServerResponse } from "node:http";
import type { Blobs } from "./blobs.ts";
import type { Bus } from "./bus.ts";
import type { Documents } from "./documents.ts";
import type { Keys } from "./keys.ts";
import type { Recovery } from "./recovery.ts";
import type { Scheduler } from "./scheduler.ts";

/** Every stored state and every internal side effect of the product passes through these ports. */
export interface Platform {
  readonly documents: Documents;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  readonly blobs: Blobs;
  readonly keys: Keys;
  /** Copies and restores a tenant's state. */
  readonly recovery: Recovery;
  /** Endpoints that Google calls; absent from a platform that delivers by itself. */
  readonly endpoints?: PlatformEndpoints;
  /** Rejects when nothing can be written now; absent where the platform's own service looks after its disks. */
  checkWritable?(): Promise<void>;
  /** Absent from a platform of one region. */
  readonly regions?: PlatformRegions;
  /** Waits at most `graceMs` for running work and releases files and connections. */
  close(graceMs: number): Promise<void>;
}

/** The regions that handle events: one at a time, because a bus keeps the order of events within one region only. */
export interface PlatformRegions {
  readonly all: readonly string[];
  home(): Promise<string>;
  /**
   * Hands all events to another region. Instances follow within seconds, without a deployment. Repeating it finishes
   * what an interrupted call left. @throws Error when the product does not run there.
   */
  move(to: string): Promise<{ readonly from: string; readonly subscriptions: number }>;
}

/** Each is an HTTP function that authorizes its own caller. */
export interface PlatformEndpoints {
  /** Receives the pushes of a subscription. @throws Error when the bus has no such subscription. */
  push(subscription: string): PlatformEndpoint;
  /**
   * Receives the pushes of the dead-letter topics. Events go there when no process lived to reject them. `subscribe`
   * subscribes the named step to the bus, so that it hears of its dead letter; nothing for a step that is no more.
   */
  deadLetters(subscribe: (name: string) => Promise<void>): PlatformEndpoint;
  /** Receives the scheduler's posts when an event is due, and publishes the event. */
  readonly task: PlatformEndpoint;
}

/** functions-framework stores the body it has read in `rawBody`. */
export type PlatformEndpoint = (
  request: IncomingMessage & { readonly rawBody?: Buffer },
  response: ServerResponse,
) => Promise<void>;
