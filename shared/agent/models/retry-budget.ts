/**
 * Keeps retries a small share of the traffic, so that they never turn a provider's trouble into an outage
 * (sre.google/sre-book/addressing-cascading-failures). `reserve` lets a quiet process retry at all.
 */
export interface RetryBudget {
  /** A request begins: it pays for a share of a retry. */
  deposit(): void;
  /** True when one more attempt is paid for. */
  withdraw(): boolean;
}

export function createRetryBudget(policy: { readonly share: number; readonly reserve: number }): RetryBudget {
  let balance = policy.reserve;
  return {
    deposit() {
      balance = Math.min(policy.reserve, balance + policy.share);
    },
    withdraw() {
      if (balance < 1) return false;
      balance -= 1;
      return true;
    },
  };
}
