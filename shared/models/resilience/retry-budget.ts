/**
 * Limits retries to a small share of the traffic, so that they never turn a provider's problem into an outage
 * (sre.google/sre-book/addressing-cascading-failures). `reserve` allows retries in a process with little traffic.
 */
export interface RetryBudget {
  /** Called for each new request: adds a share of one retry. */
  deposit(): void;
  /** Takes one retry; false when the budget is exhausted. */
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
