import type { RetryPolicy } from "../bus.ts";

/**
 * How long to wait after the `attempt`th attempt failed: between the least wait and one that doubles with each
 * attempt up to the most. `random` is from [0, 1): waits differ, so that what failed together does not return
 * together.
 */
export function backoffMs(
  policy: Pick<RetryPolicy, "minBackoffMs" | "maxBackoffMs">,
  attempt: number,
  random: number,
): number {
  const ceiling = Math.min(policy.maxBackoffMs, policy.minBackoffMs * 2 ** attempt);
  return policy.minBackoffMs + random * Math.max(ceiling - policy.minBackoffMs, 0);
}
