import { setTimeout as sleep } from "node:timers/promises";
import { RetryableError } from "../runtime/errors.ts";

/** Longer than this nobody waits inside a step: its event comes again when there is room. */
const longestWaitMs = 5_000;

/**
 * Spaces messages of one key (an account of a tenant) evenly, at most `perSecond` of them, within this process. A
 * provider's own limit, told by 429, still holds over all processes; this keeps one of them from running into it.
 */
export function createPace(clock: { readonly nowMs: () => number; wait(ms: number): Promise<unknown> } = realTime) {
  const nextAt = new Map<string, number>();

  /** Resolves when the message may go. @throws RetryableError `paced` when that is too far away; no place is taken then. */
  return async (key: string, perSecond: number): Promise<void> => {
    const now = clock.nowMs();
    const at = Math.max(now, nextAt.get(key) ?? 0);
    const waitMs = at - now;
    if (waitMs > longestWaitMs)
      throw new RetryableError("paced", `More than ${perSecond} messages a second are waiting to leave.`, {
        retryAfterMs: waitMs,
      });
    nextAt.set(key, at + 1_000 / perSecond);
    if (waitMs > 0) await clock.wait(waitMs);
  };
}

const realTime = { nowMs: () => performance.now(), wait: (ms: number) => sleep(ms) };
