import type { Counters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { readDays, totalOf } from "../../../../shared/contracts/metrics/rollups.ts";
import type { ExperimentMetric } from "../../../../shared/events/running/experiments.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Traffic } from "../plan.ts";

const measuredDays = 28;
const dayMs = 86_400_000;

/** What each metric adds up to in the rollups, over ended conversations; ratings, over what was rated. */
const sums: Readonly<Record<ExperimentMetric, (totals: Counters) => number>> = {
  containment: ({ conversations }) => conversations.contained,
  resolution: ({ conversations }) => conversations.resolved,
  handoff: ({ conversations }) => conversations.handedOver,
  turns: ({ turns }) => turns.agent,
  cost: ({ costNanoUsd }) => sumOf(costNanoUsd) / 1e9,
  errors: ({ errors }) => sumOf(errors),
  guard_events: ({ guardEvents }) => guardEvents,
  csat: ({ ratings }) => ratings.sumHundredths / 100,
  conversion: ({ conversions }) => conversions,
};

/** A metric per ended conversation; ratings per rating. */
export function baselineOf(metric: ExperimentMetric, totals: Counters): number {
  const { ended } = totals.conversations;
  const over = metric === "csat" ? totals.ratings.count : ended;
  return over === 0 ? 0 : sums[metric](totals) / over;
}

/** The last 28 days, and on how many of them somebody wrote. A client that began last week has that many. */
export async function lastDays(documents: Pick<Documents, "get">, tenantId: TenantId, now: Date) {
  const day = (ago: number) => new Date(now.getTime() - ago * dayMs).toISOString().slice(0, 10);
  const days = await readDays(documents, tenantId, { from: day(measuredDays), until: day(0) });
  const withTraffic = days.filter(({ counters }) => counters.conversations.begun > 0).length;
  return { totals: totalOf(days), days: withTraffic };
}

/** The traffic of the last 28 days, and the goal's mean in them. Unknown where nothing ended. */
export function trafficOf({ documents }: { readonly documents: Documents }, now: () => Date) {
  return async (tenantId: TenantId, { goal }: { readonly goal: ExperimentMetric }): Promise<Traffic> => {
    const { totals, days } = await lastDays(documents, tenantId, now());
    const { begun, ended } = totals.conversations;
    // Only those who rate tell anything of the ratings.
    const [known, counted] = goal === "csat" ? [totals.ratings.count, totals.ratings.count] : [ended, begun];
    if (known === 0 || days === 0) return { source: "unknown", baseline: null, customersPerDay: null };
    return { source: "measured", baseline: baselineOf(goal, totals), customersPerDay: counted / days };
  };
}

function sumOf(record: Readonly<Record<string, number>>): number {
  return Object.values(record).reduce((sum, each) => sum + each, 0);
}
