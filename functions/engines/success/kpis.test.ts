import { countersOf, noCounters } from "../../../shared/contracts/metrics/rollup-counters.ts";
import { isMet, kpiNames, kpis } from "./kpis.ts";

it.each(kpiNames)("%s of a client without traffic is no figure that could meet or miss a target", (name) => {
  const value = kpis[name].of(noCounters(), "INR");
  expect(value === null || value === 0).toBe(true);
  if (value === null) expect(isMet(name, value, 0.5)).toBeNull();
});

it("has no share where more was taken back than resolved in the period", () => {
  const conversations = { begun: 0, ended: 0, resolved: 0, handedOver: 0, contained: 0, reopened: 1 };
  const cost = kpis.cost_per_resolution.of(countersOf({ conversations, costNanoUsd: { model: 5_000_000_000 } }), null);
  expect(cost).toBeNull();
});
