import { type Comparison, effectOf, inconclusive, intervalAround, type TestOptions } from "./comparison.ts";
import { studentCdf, studentQuantile } from "./distributions.ts";
import { type Sample, varianceOf } from "./sample.ts";

/**
 * Welch's t-test. Its error rate holds for one look that was planned before the start: with daily looks use
 * `sequentialTest`.
 */
export function fixedHorizonTest(first: Sample, second: Sample, options: TestOptions): Comparison {
  const { difference, alpha = 0.05, side = "two", testValue = 0 } = options;
  const effect = effectOf(first, second, difference);
  if ("problem" in effect) return inconclusive(effect.problem);
  const { estimate, variance, control, treatment } = effect;
  const standardError = Math.sqrt(variance);
  const degreesOfFreedom = welchDegrees(control, treatment);
  const t = (estimate - testValue) / standardError;
  const quantile = studentQuantile(1 - (side === "two" ? alpha / 2 : alpha), degreesOfFreedom);
  const pValue = {
    two: () => 2 * studentCdf(-Math.abs(t), degreesOfFreedom),
    greater: () => studentCdf(-t, degreesOfFreedom),
    lesser: () => studentCdf(t, degreesOfFreedom),
  }[side]();
  return { estimate, interval: intervalAround(estimate, quantile * standardError, side), pValue, standardError };
}

/** Welch and Satterthwaite's approximation, of the absolute difference. */
function welchDegrees(control: Sample, treatment: Sample): number {
  const [one, other] = [varianceOf(control) / control.n, varianceOf(treatment) / treatment.n];
  return (one + other) ** 2 / (one ** 2 / (control.n - 1) + other ** 2 / (treatment.n - 1));
}
