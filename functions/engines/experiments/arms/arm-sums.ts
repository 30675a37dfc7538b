import type { ExperimentMetric } from "../../../../shared/events/running/experiments.ts";
import type { RatioSample } from "../../../../shared/statistics/sample.ts";
import { metricNames, metrics } from "../metrics.ts";
import type { SessionOutcome } from "./session-outcomes.ts";

interface Sums {
  /** With at least one session that counts for the metric. */
  customers: number;
  sessions: number;
  sessionSquares: number;
  sum: number;
  sumSquares: number;
  sumOfProducts: number;
}

/** What the customers of one arm add up to. */
export interface ArmSums {
  exposed: number;
  measured: number;
  sessions: number;
  readonly byMetric: Readonly<Record<ExperimentMetric, Sums>>;
}

export function noSums(): ArmSums {
  const none = () => ({ customers: 0, sessions: 0, sessionSquares: 0, sum: 0, sumSquares: 0, sumOfProducts: 0 });
  const byMetric = Object.fromEntries(metricNames.map((name) => [name, none()])) as Record<ExperimentMetric, Sums>;
  return { exposed: 0, measured: 0, sessions: 0, byMetric };
}

/** Adds one customer with all sessions: customers are dealt to the arms, so they are what counts. */
export function addCustomer(sums: ArmSums, sessions: readonly SessionOutcome[]): void {
  sums.exposed++;
  if (sessions.length === 0) return;
  sums.measured++;
  sums.sessions += sessions.length;
  for (const name of metricNames) {
    const values = sessions.flatMap((session) => metrics[name].of(session) ?? []);
    if (values.length === 0) continue;
    const value = values.reduce((sum, each) => sum + each, 0);
    const of = sums.byMetric[name];
    of.customers++;
    of.sessions += values.length;
    of.sessionSquares += values.length ** 2;
    of.sum += value;
    of.sumSquares += value ** 2;
    of.sumOfProducts += value * values.length;
  }
}

/** The metric per session that counts for it, with customers as the units. */
export function sampleOf(sums: ArmSums, metric: ExperimentMetric): RatioSample {
  const { customers: n, sessions, sessionSquares, sum, sumSquares, sumOfProducts } = sums.byMetric[metric];
  return {
    kind: "ratio",
    n,
    numerator: { kind: "mean", n, sum, sumSquares },
    denominator: { kind: "mean", n, sum: sessions, sumSquares: sessionSquares },
    sumOfProducts,
  };
}
