import type { Limits } from "./largest-document.ts";

/** Eight variants of fifty changes, and 400 remembered looks (functions/engines/experiments). */
export const experimentsLimits: Readonly<Record<string, Limits>> = {
  experiments: {
    "state.design.name": { characters: 120 },
    "state.design.hypothesis": { characters: 2_000 },
    "state.design.arms": { bytes: 210_000 },
    "state.design.arms[].changes": { items: 2 },
    "state.design.arms[].changes[].path": { characters: 300 },
    "state.design.arms[].changes[].value": { bytes: 10_000 },
    "state.design.guardrails": { items: 9 },
    "state.versions": { items: 8 },
    "state.weights": { items: 8 },
    "state.closed": { items: 7 },
    "state.closed[].reason": { characters: 300 },
    "state.reason": { characters: 2_100 },
    "state.promotion.reason": { characters: 500 },
    "state.promotion.reasons": { items: 10 },
    "state.promotion.reasons[]": { characters: 2_100 },
    "state.promotion.quoted": { items: 10 },
    "state.promotion.rollout.shares": { items: 10 },
    "state.latest.arms": { items: 8 },
    "state.latest.arms[].figures": { items: 9 },
    "state.latest.arms[].figures[].problem": { characters: 20 },
    "state.history": { bytes: 200_000 },
    "state.history[].arms": { items: 7 },
  },
  "experiment-exposures": { "state.sessions": { items: 200 }, "state.told": { items: 200 } },
};
