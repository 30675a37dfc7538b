import type { Documents } from "../platform/documents.ts";
import type { Logger } from "../telemetry/log.ts";
import { whenConfirmed } from "./confirmation.ts";
import { keep, recall, runEffect } from "./effects.ts";
import type { Event, StepContext } from "./step.ts";

/** The context of a step's `gather` for one run. `repeated` means that values may have been kept before. */
export function stepContext<P>(
  event: Event<unknown>,
  run: {
    readonly documents: Documents;
    readonly now: Date;
    readonly log: Logger;
    readonly attempt: number;
    readonly repeated: boolean;
    readonly signal?: AbortSignal;
    readonly confirmed?: Promise<unknown>;
    readonly watched?: boolean;
    progress?(event: P): void;
  },
): StepContext<P> {
  const { documents, now } = run;
  const ledger = (key: string) => ({
    documents,
    tenantId: event.tenantId,
    eventId: event.id,
    subject: event.key,
    key,
    now,
  });
  return {
    log: run.log,
    now,
    signal: run.signal ?? new AbortController().signal,
    attempt: run.attempt,
    async effect(key, work, reconcile) {
      await whenConfirmed(run);
      return runEffect({ ...ledger(key), reconcile, run: work });
    },
    async keep(key, value) {
      await whenConfirmed(run);
      await keep({ ...ledger(key), value });
    },
    recall: async (key) => (run.repeated ? recall(ledger(key)) : undefined),
    progress: run.progress ?? (() => undefined),
    watched: run.watched ?? false,
  };
}
