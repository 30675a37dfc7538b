import { costOf } from "./cost-of.ts";
import { modelCharges, pricedModel } from "./nano-usd.ts";

/** What requests to one model used. */
export type ModelRequests = Parameters<typeof modelCharges>[0];

/** Requests to a model as counters (shared/contracts/metrics/rollup-counters.ts): tokens, and what they cost on that day (ISO date). */
export function modelCounters(usage: ModelRequests, day: string) {
  const { modelCalls: requests, inputTokens, outputTokens, cachedTokens = 0 } = usage;
  if (requests === 0) return {};
  return {
    models: { [pricedModel(usage)]: { requests, inputTokens, outputTokens, cachedTokens } },
    ...costOf(modelCharges(usage, day)),
  };
}
