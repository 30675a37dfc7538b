/** After this many failures in a row a model is skipped, and after this long one request may try it again. */
export interface CircuitPolicy {
  readonly failures: number;
  readonly openMs: number;
}

/** Remembers which models fail, per process. */
export interface Circuits {
  /** True when the model may be asked. Half-open, only the first to ask may, until it is known how that went. */
  allows(model: string, nowMs: number): boolean;
  succeeded(model: string): void;
  failed(model: string, nowMs: number): void;
}

export function createCircuits(policy: CircuitPolicy): Circuits {
  const states = new Map<string, { failures: number; retryAt: number }>();
  return {
    allows(model, nowMs) {
      const state = states.get(model);
      if (!state || state.failures < policy.failures) return true;
      if (nowMs < state.retryAt) return false;
      states.set(model, { ...state, retryAt: nowMs + policy.openMs });
      return true;
    },
    succeeded(model) {
      states.delete(model);
    },
    failed(model, nowMs) {
      const failures = (states.get(model)?.failures ?? 0) + 1;
      states.set(model, { failures, retryAt: nowMs + policy.openMs });
    },
  };
}
