import type { ExperimentDesign, ExperimentMetric, ExperimentPlan } from "../../../shared/events/running/experiments.ts";
import { customersNeeded, minimumDetectableEffect, type Plan } from "../../../shared/statistics/power.ts";
import { metrics } from "./metrics.ts";

/** What comes in a day, and the control's mean of the goal. */
export interface Traffic {
  readonly source: ExperimentPlan["source"];
  readonly baseline: number | null;
  readonly customersPerDay: number | null;
}

/** Four weeks: as long as people wait for an answer. */
const plannedDays = 28;

type Planned = Pick<ExperimentDesign, "arms" | "coverage" | "goal" | "effect" | "alpha" | "tuning">;

/** What the design can find at this traffic, told before the start. Pure. */
export function planOf(design: Planned, { source, baseline, customersPerDay }: Traffic): ExperimentPlan {
  const unknown = { source, baseline, customersPerDay, customersNeeded: null, daysNeeded: null };
  if (baseline === null || baseline <= 0) return { ...unknown, detectableIn28Days: null };
  const plan = planFor(design, baseline);
  const needed = customersNeeded(design.effect * baseline, plan) ?? null;
  const perDay = customersPerDay === null ? 0 : customersPerDay * design.coverage;
  if (perDay <= 0) return { ...unknown, customersNeeded: needed, detectableIn28Days: null };
  return {
    ...unknown,
    customersNeeded: needed,
    daysNeeded: needed === null ? null : Math.ceil(needed / perDay),
    detectableIn28Days: minimumDetectableEffect(perDay * plannedDays, plan) / baseline,
  };
}

function planFor({ arms, goal, alpha, tuning }: Planned, baseline: number): Plan {
  const [control = 1, ...treatments] = arms.map(({ weight }) => weight);
  return {
    baseline: { mean: baseline, variance: varianceOf(goal, baseline) },
    shares: [control, Math.min(...treatments)],
    alpha: alpha / Math.max(1, treatments.length),
    sequential: { tuning },
  };
}

/**
 * Of one session: exact for shares; counts as if they came independently, and costs as spread as their mean. Ratings as
 * if there were only the lowest and the highest, so that the plan never promises too few days.
 */
function varianceOf(metric: ExperimentMetric, mean: number): number {
  switch (metrics[metric].kind) {
    case "proportion":
      return mean * (1 - mean);
    case "rating":
      return Math.max(0, (mean - 1) * (5 - mean));
    case "amount":
      return mean ** 2;
    case "count":
      return mean;
  }
}
