import type { RetryPolicy } from "../../bus.ts";

/**
 * The wait after failed attempt number `attempt`. It lies between the minimum and a ceiling that doubles with each
 * attempt up to the maximum. `random` is from [0, 1) and adds jitter, so that events that failed together are not
 * retried together.
 */
export function backoffMs(
  policy: Pick<RetryPolicy, "minBackoffMs" | "maxBackoffMs">,
  attempt: number,
  random: number,
): number {
  const ceiling = Math.min(policy.maxBackoffMs, policy.minBackoffMs * 2 ** attempt);
  return policy.minBackoffMs + random * Math.max(ceiling - policy.minBackoffMs, 0);
}
