import { setTimeout as sleep } from "node:timers/promises";
import { RetryableError } from "../runtime/errors.ts";

/** Longer than this nobody waits inside a step: its event comes again when there is room. */
const longestWaitMs = 5_000;
/** How much of a delay is made up for: more would leave all at once what a busy moment held up. */
const catchUpMs = 25;

interface Line {
  /** When the newest message left, or should have. */
  leftAtMs: number;
  waiting: number;
  last: Promise<void>;
}

/**
 * Spaces messages of one key (an account of a tenant) evenly, at most `perSecond` of them, within this process. A
 * provider's own limit, told by 429, still holds over all processes; this keeps one of them from running into it.
 */
export function createPace(clock: { readonly nowMs: () => number; wait(ms: number): Promise<unknown> } = realTime) {
  const lines = new Map<string, Line>();

  /** Resolves when the message may go. @throws RetryableError `paced` when that is too far away; no place is taken then. */
  return (key: string, perSecond: number): Promise<void> => {
    const spacingMs = 1_000 / perSecond;
    const line = lines.get(key) ?? { leftAtMs: -Infinity, waiting: 0, last: Promise.resolve() };
    const askedAtMs = clock.nowMs();
    const waitMs = Math.max(0, line.leftAtMs + spacingMs - askedAtMs) + line.waiting * spacingMs;
    if (waitMs > longestWaitMs)
      return Promise.reject(
        new RetryableError("paced", `More than ${perSecond} messages a second are waiting to leave.`, {
          retryAfterMs: waitMs,
        }),
      );
    line.waiting += 1;
    line.last = line.last.then(async () => {
      const dueMs = Math.max(line.leftAtMs + spacingMs, askedAtMs, clock.nowMs() - catchUpMs);
      if (dueMs > clock.nowMs()) await clock.wait(dueMs - clock.nowMs());
      line.leftAtMs = dueMs;
      line.waiting -= 1;
    });
    lines.set(key, line);
    return line.last;
  };
}

const realTime = { nowMs: () => performance.now(), wait: (ms: number) => sleep(ms) };
