import { meanOf, type Sample, unadjustedMeanOf, varianceOf, withTheta } from "./sample.ts";

/** Why nothing can be said: a lift is a share of the control's mean, and a test needs values that differ. */
export type ComparisonProblem = "no-customers" | "baseline-zero" | "no-variance";

export interface Comparison {
  /** The treatment's difference from the control; relative: as a share of the control's mean. */
  readonly estimate: number;
  readonly interval: readonly [low: number, high: number];
  readonly pValue: number;
  readonly standardError: number;
  readonly problem?: ComparisonProblem;
}

export type Difference = "absolute" | "relative";

/** "greater" asks whether the treatment's mean is higher, "lesser" whether it is lower. */
export type Side = "two" | "greater" | "lesser";

export interface TestOptions {
  readonly difference: Difference;
  /** The share of true null hypotheses that may be rejected. */
  readonly alpha?: number;
  readonly side?: Side;
  /** The difference under the null hypothesis. */
  readonly testValue?: number;
}

/** What every test starts from. */
export interface Effect {
  readonly estimate: number;
  /** The variance of the estimate. */
  readonly variance: number;
  readonly control: Sample;
  readonly treatment: Sample;
}

export type EffectResult = Effect | { readonly problem: ComparisonProblem };

/** The difference and its variance; a relative one by the delta method. */
export function effectOf(first: Sample, second: Sample, difference: Difference): EffectResult {
  const isAdjusted = first.kind === "adjusted" && second.kind === "adjusted";
  const [control, treatment] = isAdjusted ? withTheta(first, second) : [first, second];
  if (control.n === 0 || treatment.n === 0) return { problem: "no-customers" };
  const baseline = unadjustedMeanOf(control);
  if (difference === "relative" && (baseline === 0 || meanOf(control) === 0)) return { problem: "baseline-zero" };
  const [controlVariance, treatmentVariance] = [varianceOf(control), varianceOf(treatment)];
  if (controlVariance <= 0 || treatmentVariance <= 0) return { problem: "no-variance" };
  const absolute = meanOf(treatment) - meanOf(control);
  if (difference === "absolute") {
    const variance = treatmentVariance / treatment.n + controlVariance / control.n;
    return { estimate: absolute, variance, control, treatment };
  }
  const variance =
    treatmentVariance / (baseline ** 2 * treatment.n) +
    (controlVariance * unadjustedMeanOf(treatment) ** 2) / (baseline ** 4 * control.n);
  return { estimate: absolute / baseline, variance, control, treatment };
}

/** Says nothing, and why. */
export function inconclusive(problem: ComparisonProblem): Comparison {
  return { estimate: 0, interval: [0, 0], pValue: 1, standardError: 0, problem };
}

export function intervalAround(estimate: number, halfWidth: number, side: Side): readonly [number, number] {
  return [side === "lesser" ? -Infinity : estimate - halfWidth, side === "greater" ? Infinity : estimate + halfWidth];
}
