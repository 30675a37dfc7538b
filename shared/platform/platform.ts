import type { IncomingMessage, ServerResponse } from "node:http";
import type { Blobs } from "./blobs.ts";
import type { Bus } from "./bus.ts";
import type { Documents } from "./documents.ts";
import type { Keys } from "./keys.ts";
import type { Recovery } from "./recovery.ts";
import type { Scheduler } from "./scheduler.ts";

/** Everything the product keeps or does to itself goes through these five. */
export interface Platform {
  readonly documents: Documents;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  readonly blobs: Blobs;
  readonly keys: Keys;
  /** Copies of a tenant's state, and putting them back. */
  readonly recovery: Recovery;
  /** Where Google calls instead of this process fetching: absent from a platform that delivers by itself. */
  readonly doors?: PlatformDoors;
  /** Rejects when nothing can be written now; absent where the platform's own service looks after its disks. */
  checkWritable?(): Promise<void>;
  /** Finishes what is in hand, at most `graceMs`, and releases files and connections. */
  close(graceMs: number): Promise<void>;
}

/** Each is an HTTP function; whoever may call it is checked inside. */
export interface PlatformDoors {
  /** Takes the pushes of a subscription. @throws Error when none of that name is registered with the bus. */
  push(subscription: string): PlatformDoor;
  /** Takes the pushes of the topics that events are moved to when no process lived to refuse them. */
  readonly deadLetters: PlatformDoor;
  /** Takes what the scheduler posts when an event is due, and publishes it. */
  readonly task: PlatformDoor;
}

/** functions-framework keeps the body it has read in `rawBody`. */
export type PlatformDoor = (
  request: IncomingMessage & { readonly rawBody?: Buffer },
  response: ServerResponse,
) => Promise<void>;
