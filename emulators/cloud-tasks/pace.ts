/** A queue's RateLimits (google/cloud/tasks/v2/queue.proto). */
export interface QueueRateLimits {
  readonly maxDispatchesPerSecond: number;
  readonly maxBurstSize: number;
  readonly maxConcurrentDispatches: number;
}

/**
 * A token bucket. `take` returns 0 and counts a dispatch if one may start now. Otherwise it returns the wait until one
 * may.
 */
export interface Pace {
  take(nowMs: number): number;
}

export function createQueuePace({ maxDispatchesPerSecond, maxBurstSize }: QueueRateLimits, startMs: number): Pace {
  let tokens = maxBurstSize;
  let countedAt = startMs;
  return {
    take(nowMs) {
      tokens = Math.min(maxBurstSize, tokens + ((nowMs - countedAt) / 1000) * maxDispatchesPerSecond);
      countedAt = nowMs;
      if (tokens < 1) return Math.ceil(((1 - tokens) / maxDispatchesPerSecond) * 1000);
      tokens -= 1;
      return 0;
    },
  };
}
