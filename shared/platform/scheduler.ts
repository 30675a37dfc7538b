import type { Envelope } from "./bus.ts";

/**
 * Events published later. A name (letters, digits, - and _, up to 500) is used once. Scheduling it again changes
 * nothing, even after it fired or was cancelled, because Cloud Tasks reserves names for hours. A name must therefore
 * contain what makes it unique.
 */
export interface Scheduler {
  /** Durable once resolved. A time in the past fires at once. */
  schedule(task: {
    readonly name: string;
    readonly at: Date;
    readonly envelope: Envelope;
  }): Promise<"scheduled" | "exists">;
  /** False when it already fired, was cancelled or never existed. */
  cancel(name: string): Promise<boolean>;
  /** Takes over what a lost region's queue holds. Absent where a queue is never lost. @returns the number of events. */
  takeOver?(): Promise<number>;
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}
