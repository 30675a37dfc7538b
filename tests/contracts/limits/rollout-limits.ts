import type { Limits } from "./largest-document.ts";

/** Ten stages with five guardrails each, and what a conversation has told of a stage. */
export const rolloutLimits: Readonly<Record<string, Limits>> = {
  rollouts: {
    "state.stages": { items: 10 },
    "state.stages[].verdict.why": { characters: 2_000 },
    "state.stages[].verdict.findings": { items: 5 },
    "state.ended.reason": { characters: 2_000 },
  },
  "rollout-observations": { facts: { items: 6 } },
};
