import type { Envelope } from "./bus.ts";

/**
 * Events published later. A name (letters, digits, - and _, up to 500) is used once: scheduling it again, even
 * after it fired or was cancelled, changes nothing (Cloud Tasks keeps names for hours), so a name carries what
 * makes it unique.
 */
export interface Scheduler {
  /** Durable once resolved. A time in the past means at once. */
  schedule(task: {
    readonly name: string;
    readonly at: Date;
    readonly envelope: Envelope;
  }): Promise<"scheduled" | "exists">;
  /** False when it already fired, was cancelled, or never was. */
  cancel(name: string): Promise<boolean>;
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}
