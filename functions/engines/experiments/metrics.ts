import type { ExposedSession } from "../../../shared/contracts/metrics/experiment-exposures.ts";
import type { ExperimentMetric } from "../../../shared/events/experiments.ts";

interface MetricDefinition {
  /** What one session adds. */
  of(session: ExposedSession): number;
  readonly better: "higher" | "lower";
}

/** Each is a ratio of sums over a customer's sessions to the number of sessions. */
export const metrics: Readonly<Record<ExperimentMetric, MetricDefinition>> = {
  containment: { of: ({ handedOver }) => Number(!handedOver), better: "higher" },
  resolution: { of: ({ resolved }) => Number(resolved), better: "higher" },
  handoff: { of: ({ handedOver }) => Number(handedOver), better: "lower" },
  turns: { of: ({ turns }) => turns, better: "lower" },
  cost: { of: ({ costNanoUsd }) => costNanoUsd / 1e9, better: "lower" },
  errors: { of: ({ errors }) => errors, better: "lower" },
  guard_events: { of: ({ guardEvents }) => guardEvents, better: "lower" },
};

export const metricNames = Object.keys(metrics) as readonly ExperimentMetric[];
