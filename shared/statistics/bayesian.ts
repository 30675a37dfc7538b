import { type ComparisonProblem, type Difference, effectOf } from "./comparison.ts";
import { normalCdf, normalDensity, normalQuantile } from "./distributions.ts";
import { type Sample, unadjustedMeanOf } from "./sample.ts";

/** What was believed about the effect before the data: a normal distribution of the lift or of the difference. */
export interface EffectPrior {
  readonly mean: number;
  readonly variance: number;
  readonly of: Difference;
}

export interface BayesianOptions {
  readonly difference: Difference;
  readonly alpha?: number;
  /** True when a lower value is better. */
  readonly inverse?: boolean;
  /** Without it every effect is equally likely beforehand. */
  readonly prior?: EffectPrior;
}

export interface BayesianComparison {
  readonly estimate: number;
  readonly interval: readonly [low: number, high: number];
  /** The posterior probability that the treatment is better. */
  readonly chanceToWin: number;
  /** What the choice of the control, and of the treatment, is expected to lose. */
  readonly risk: readonly [control: number, treatment: number];
  readonly standardError: number;
  readonly problem?: ComparisonProblem;
}

/** The posterior of the effect under a normal likelihood, with its winner's chance and the expected losses. */
export function bayesianTest(control: Sample, treatment: Sample, options: BayesianOptions): BayesianComparison {
  const { difference, alpha = 0.05, inverse = false } = options;
  const effect = effectOf(control, treatment, difference);
  if ("problem" in effect) {
    return { estimate: 0, interval: [0, 0], chanceToWin: 0.5, risk: [0, 0], standardError: 0, problem: effect.problem };
  }
  const prior = options.prior && priorOn(options.prior, difference, unadjustedMeanOf(effect.control));
  const precision = 1 / effect.variance + (prior ? 1 / prior.variance : 0);
  const estimate = prior
    ? (effect.estimate / effect.variance + prior.mean / prior.variance) / precision
    : effect.estimate;
  const deviation = Math.sqrt(1 / precision);
  const reach = normalQuantile(1 - alpha / 2) * deviation;
  const above = normalCdf(estimate / deviation);
  const [gain, loss] = risks(estimate, deviation);
  return {
    estimate,
    interval: [estimate - reach, estimate + reach],
    chanceToWin: inverse ? 1 - above : above,
    risk: inverse ? [loss, gain] : [gain, loss],
    standardError: deviation,
  };
}

/** A prior of a lift as one of a difference, and the other way round. */
function priorOn({ mean, variance, of }: EffectPrior, difference: Difference, baseline: number) {
  if (of === difference) return { mean, variance };
  const scale = difference === "absolute" ? Math.abs(baseline) : 1 / Math.abs(baseline);
  return { mean: mean * scale, variance: variance * scale ** 2 };
}

/** E[max(0, effect)] and E[max(0, −effect)] of a normal effect. */
function risks(mean: number, deviation: number): readonly [number, number] {
  const z = mean / deviation;
  const gain = mean * normalCdf(z) + deviation * normalDensity(z);
  return [gain, gain - mean];
}
