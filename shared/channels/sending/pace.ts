import { setTimeout as sleep } from "node:timers/promises";
import { RetryableError } from "../../runtime/failures/errors.ts";

/** The longest wait inside a step. After it, the event is delivered again later. */
const longestWaitMs = 5_000;
/** How much of a delay is caught up. More would send everything that a busy moment held up at once. */
const catchUpMs = 25;

interface Line {
  /** When the newest message left, or was due. */
  leftAtMs: number;
  waiting: number;
  last: Promise<void>;
}

/**
 * Spaces the messages of one key (a tenant's account) evenly within this process, at most `perSecond` a second. A
 * provider's own limit (429) holds over all processes; this keeps one process from reaching it.
 */
export function createPace(clock: { readonly nowMs: () => number; wait(ms: number): Promise<unknown> } = realTime) {
  const lines = new Map<string, Line>();

  /** Resolves when the message may go. @throws RetryableError `paced` when the wait is too long; no slot is taken. */
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
