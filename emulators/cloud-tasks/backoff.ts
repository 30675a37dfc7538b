/** A queue's RetryConfig, with its defaults (google/cloud/tasks/v2/queue.proto). */
export interface Retries {
  /** -1: unlimited. */
  readonly maxAttempts: number;
  /** 0: unlimited. A task is dropped once both its attempts and this time are used up. */
  readonly maxRetryDurationMs: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly maxDoublings: number;
}

/**
 * The delay before a task's next attempt after `failures` failed ones. It doubles `maxDoublings` times, then grows
 * linearly, up to the maximum.
 */
export function waitMs(retries: Retries, failures: number): number {
  const doublings = Math.min(failures - 1, retries.maxDoublings);
  const doubled = retries.minBackoffMs * 2 ** doublings;
  const linear = Math.max(failures - 1 - retries.maxDoublings, 0) * doubled;
  return Math.min(doubled + linear, retries.maxBackoffMs);
}

/** Whether a task is dropped after this number of failures and this time since its first attempt. */
export function isExhausted(retries: Retries, failures: number, sinceFirstAttemptMs: number): boolean {
  const attemptsUsed = retries.maxAttempts !== -1 && failures >= retries.maxAttempts;
  const timeUsed = retries.maxRetryDurationMs > 0 && sinceFirstAttemptMs >= retries.maxRetryDurationMs;
  if (retries.maxAttempts === -1) return timeUsed;
  return attemptsUsed && (retries.maxRetryDurationMs === 0 || timeUsed);
}
