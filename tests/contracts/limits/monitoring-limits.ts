import { latencyBuckets, namesKept, toolsKept } from "../../../shared/contracts/metrics/rollup-counters.ts";
import type { Limits } from "./largest-document.ts";

/** A record of counters holds so many names and `other`, each of 64 characters. */
const names = { items: namesKept + 1 } as const;
const records = [
  "errors",
  "integrationErrors",
  "ratings.histogram",
  "models",
  "costNanoUsd",
  "unpriced",
  "toolCostMicros",
  "otherCurrencyMicros",
  "calls.outcomes",
  "revenueMinor",
  "crossSellMinor",
  "uptimeSeconds",
  "downtimeSeconds",
  "loops",
];

function counters(path: string): Limits {
  return {
    ...Object.fromEntries(records.map((record) => [`${path}.${record}`, names])),
    [`${path}.tools`]: { items: toolsKept + 1 },
    [`${path}.latency.buckets`]: { items: latencyBuckets.length + 1 },
  };
}

/** The limits of what monitoring stores. */
export const monitoringLimits: Readonly<Record<string, Limits>> = {
  "conversation-meters": { "state.unbilled": { items: 40 } },
  rollups: counters("state.counters"),
  "rollup-months": { "state.days": { items: 31 }, ...counters("state.days{}") },
  "rollup-totals": {
    "state.parts": { items: 25 },
    ...counters("state.parts{}.counters"),
    "state.gauges": { items: 24 },
  },
  measurements: { ...counters("state.add"), "state.gauges": { items: 10 } },
};
