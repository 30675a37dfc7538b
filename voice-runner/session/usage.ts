import type { CallUsage } from "../../shared/events/calls.ts";

/** Counts what the components of a call used, by component, provider and model. */
export interface UsageCount {
  add(usage: CallUsage): void;
  all(): readonly CallUsage[];
}

export function usageCount(): UsageCount {
  const counted = new Map<string, CallUsage>();
  return {
    add(usage) {
      const key = JSON.stringify([usage.component, usage.provider, usage.model, usage.unit]);
      counted.set(key, { ...usage, quantity: usage.quantity + (counted.get(key)?.quantity ?? 0) });
    },
    all: () => [...counted.values()],
  };
}
