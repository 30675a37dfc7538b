import type { Blobs } from "./blobs.ts";
import type { Bus } from "./bus.ts";
import type { Documents } from "./documents.ts";
import type { Keys } from "./keys.ts";
import type { Scheduler } from "./scheduler.ts";

/** Everything the product keeps or does to itself goes through these five. */
export interface Platform {
  readonly documents: Documents;
  readonly bus: Bus;
  readonly scheduler: Scheduler;
  readonly blobs: Blobs;
  readonly keys: Keys;
  /** Finishes what is in hand, at most `graceMs`, and releases files and connections. */
  close(graceMs: number): Promise<void>;
}
