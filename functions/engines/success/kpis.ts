import { addCounters, type Counters, noCounters } from "../../../shared/contracts/metrics/rollup-counters.ts";
import { type DayCounters, totalOf } from "../../../shared/contracts/metrics/rollups.ts";

export const kpiNames = [
  "containment",
  "resolution",
  "handoff_rate",
  "csat",
  "nps",
  "conversion",
  "revenue",
  "cross_sell_revenue",
  "cost_per_resolution",
] as const;
export type KpiName = (typeof kpiNames)[number];

interface KpiDefinition {
  readonly better: "higher" | "lower";
  /** Null: the whole that it would be a share of is zero. */
  of(totals: Counters, currency: string | null): number | null;
}

/** As a KPI is defined for people in docs/success.md. Costs are in US dollars, revenue in one currency's smallest unit. */
export const kpis: Readonly<Record<KpiName, KpiDefinition>> = {
  containment: { better: "higher", of: ({ conversations: { contained, ended } }) => share(contained, ended) },
  resolution: {
    better: "higher",
    of: ({ conversations: { resolved, reopened, ended } }) => share(resolved - reopened, ended),
  },
  handoff_rate: { better: "lower", of: ({ conversations: { handedOver, begun } }) => share(handedOver, begun) },
  csat: { better: "higher", of: ({ ratings: { sumHundredths, count } }) => share(sumHundredths / 100, count) },
  nps: {
    better: "higher",
    of: ({ nps: { promoters, passives, detractors } }) =>
      share(100 * (promoters - detractors), promoters + passives + detractors),
  },
  conversion: { better: "higher", of: ({ conversions, conversations: { ended } }) => share(conversions, ended) },
  revenue: { better: "higher", of: ({ revenueMinor }, currency) => amountIn(revenueMinor, currency) },
  cross_sell_revenue: { better: "higher", of: ({ crossSellMinor }, currency) => amountIn(crossSellMinor, currency) },
  cost_per_resolution: {
    better: "lower",
    of: ({ costNanoUsd, conversations: { resolved, reopened } }) =>
      share(Object.values(costNanoUsd).reduce((sum, each) => sum + each, 0) / 1e9, resolved - reopened),
  },
};

/** KPIs that are sums of money in `revenueCurrency`. */
export function isRevenue(name: KpiName): boolean {
  return name === "revenue" || name === "cross_sell_revenue";
}

/** Null: no target, or nothing was counted. */
export function isMet(name: KpiName, value: number | null, target: number | undefined): boolean | null {
  if (value === null || target === undefined) return null;
  return kpis[name].better === "higher" ? value >= target : value <= target;
}

function amountIn(amounts: Readonly<Record<string, number>>, currency: string | null): number {
  return currency === null ? 0 : (amounts[currency] ?? 0);
}

/** The currency with the most revenue. Null: nothing was sold. */
export function revenueCurrency({ revenueMinor, crossSellMinor }: Counters): string | null {
  const sums = Object.entries({ ...crossSellMinor, ...revenueMinor });
  const [most] = sums.sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  return most?.[0] ?? null;
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

export interface Kpi {
  readonly name: KpiName;
  readonly value: number | null;
  /** Of revenue. Null: nothing was sold, or it is no revenue. */
  readonly currency: string | null;
  /** Of the 28 days before. */
  readonly before: number | null;
  readonly trend: "better" | "worse" | "same" | "unknown";
  /** Of each of the last weeks, oldest first. */
  readonly weeks: readonly (number | null)[];
}

const periodDays = 28;
const dayMs = 86_400_000;
/** A smaller relative change is no trend. */
const noise = 0.02;

/** The KPIs of the 28 days that end with `today`. `days` reach 56 days back. Pure. */
export function kpisOf(days: readonly DayCounters[], today: string): readonly Kpi[] {
  const within = (from: number, until: number) => totalBetween(days, today, from, until);
  const [now, before] = [within(periodDays - 1, 0), within(2 * periodDays - 1, periodDays)];
  // One currency for all periods, so that they can be compared.
  const currency = revenueCurrency(addCounters(now, before));
  const weeks = [3, 2, 1, 0].map((week) => within(week * 7 + 6, week * 7));
  return kpiNames.map((name) => {
    const { of, better } = kpis[name];
    const [value, earlier] = [of(now, currency), of(before, currency)];
    const known = { name, value, before: earlier, trend: trendOf(value, earlier, better) };
    return { ...known, currency: isRevenue(name) ? currency : null, weeks: weeks.map((week) => of(week, currency)) };
  });
}

function trendOf(value: number | null, before: number | null, better: "higher" | "lower"): Kpi["trend"] {
  if (value === null || before === null || before === 0) return "unknown";
  const change = (value - before) / Math.abs(before);
  if (Math.abs(change) < noise) return "same";
  return change > 0 === (better === "higher") ? "better" : "worse";
}

/** The sum of the days from `from` to `until` days ago, both included. */
export function totalBetween(days: readonly DayCounters[], today: string, from: number, until: number): Counters {
  const [first, last] = [dayBefore(today, from), dayBefore(today, until)];
  const chosen = days.filter(({ day }) => day >= first && day <= last);
  return chosen.length === 0 ? noCounters() : totalOf(chosen);
}

export function dayBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00.000Z`) - days * dayMs).toISOString().slice(0, 10);
}
