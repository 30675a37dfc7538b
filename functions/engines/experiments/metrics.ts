import type { ExperimentMetric } from "../../../shared/events/running/experiments.ts";
import type { SessionOutcome } from "./arms/session-outcomes.ts";

interface MetricDefinition {
  /** What one session adds. Null: the session says nothing of it and is not counted, as without a rating. */
  of(session: SessionOutcome): number | null;
  /** What the values are, for what is known of their spread: yes or no, a rating from 1 to 5, a number, money. */
  readonly kind: "proportion" | "rating" | "count" | "amount";
  readonly better: "higher" | "lower";
}

/** Each is a ratio of sums over a customer's sessions to the number of those that count. */
export const metrics: Readonly<Record<ExperimentMetric, MetricDefinition>> = {
  containment: { of: ({ handedOver }) => Number(!handedOver), kind: "proportion", better: "higher" },
  resolution: { of: ({ resolved }) => Number(resolved), kind: "proportion", better: "higher" },
  handoff: { of: ({ handedOver }) => Number(handedOver), kind: "proportion", better: "lower" },
  turns: { of: ({ turns }) => turns, kind: "count", better: "lower" },
  cost: { of: ({ costNanoUsd }) => costNanoUsd / 1e9, kind: "amount", better: "lower" },
  errors: { of: ({ errors }) => errors, kind: "count", better: "lower" },
  guard_events: { of: ({ guardEvents }) => guardEvents, kind: "count", better: "lower" },
  csat: { of: ({ rating }) => rating, kind: "rating", better: "higher" },
  conversion: { of: ({ converted }) => Number(converted), kind: "proportion", better: "higher" },
};

export const metricNames = Object.keys(metrics) as readonly ExperimentMetric[];
