import type { ExposedSession } from "../../../../shared/contracts/metrics/experiment-exposures.ts";
import type { ExperimentMetric } from "../../../../shared/events/experiments.ts";
import type { RatioSample } from "../../../../shared/statistics/sample.ts";
import { metricNames, metrics } from "../metrics.ts";

interface Sums {
  sum: number;
  sumSquares: number;
  sumOfProducts: number;
}

/** What the customers of one arm add up to. */
export interface ArmSums {
  exposed: number;
  measured: number;
  sessions: number;
  sessionSquares: number;
  readonly byMetric: Readonly<Record<ExperimentMetric, Sums>>;
}

export function noSums(): ArmSums {
  const none = () => ({ sum: 0, sumSquares: 0, sumOfProducts: 0 });
  const byMetric = Object.fromEntries(metricNames.map((name) => [name, none()])) as Record<ExperimentMetric, Sums>;
  return { exposed: 0, measured: 0, sessions: 0, sessionSquares: 0, byMetric };
}

/** Adds one customer with all sessions: customers are dealt to the arms, so they are what counts. */
export function addCustomer(sums: ArmSums, sessions: readonly ExposedSession[]): void {
  sums.exposed++;
  if (sessions.length === 0) return;
  sums.measured++;
  sums.sessions += sessions.length;
  sums.sessionSquares += sessions.length ** 2;
  for (const name of metricNames) {
    const value = sessions.reduce((sum, session) => sum + metrics[name].of(session), 0);
    const of = sums.byMetric[name];
    of.sum += value;
    of.sumSquares += value ** 2;
    of.sumOfProducts += value * sessions.length;
  }
}

/** The metric per session, with customers as the units. */
export function sampleOf(sums: ArmSums, metric: ExperimentMetric): RatioSample {
  const n = sums.measured;
  const { sum, sumSquares, sumOfProducts } = sums.byMetric[metric];
  return {
    kind: "ratio",
    n,
    numerator: { kind: "mean", n, sum, sumSquares },
    denominator: { kind: "mean", n, sum: sums.sessions, sumSquares: sums.sessionSquares },
    sumOfProducts,
  };
}
