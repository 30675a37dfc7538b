/** A queue's RetryConfig, with its defaults (google/cloud/tasks/v2/queue.proto). */
export interface Retries {
  /** -1: without end. */
  readonly maxAttempts: number;
  /** 0: without end. A task is given up when it has used up both its attempts and this time. */
  readonly maxRetryDurationMs: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly maxDoublings: number;
}

/**
 * How long after its `failures`th failed attempt a task is tried again: the wait doubles `maxDoublings` times, then
 * grows by as much each time, up to the most.
 */
export function waitMs(retries: Retries, failures: number): number {
  const doublings = Math.min(failures - 1, retries.maxDoublings);
  const doubled = retries.minBackoffMs * 2 ** doublings;
  const linear = Math.max(failures - 1 - retries.maxDoublings, 0) * doubled;
  return Math.min(doubled + linear, retries.maxBackoffMs);
}

/** Whether a task that failed so often, first tried so long ago, is given up. */
export function isGivenUp(retries: Retries, failures: number, sinceFirstAttemptMs: number): boolean {
  const attemptsUsed = retries.maxAttempts !== -1 && failures >= retries.maxAttempts;
  const timeUsed = retries.maxRetryDurationMs > 0 && sinceFirstAttemptMs >= retries.maxRetryDurationMs;
  if (retries.maxAttempts === -1) return timeUsed;
  return attemptsUsed && (retries.maxRetryDurationMs === 0 || timeUsed);
}
