import { normalCdf, normalQuantile } from "./distributions.ts";
import { defaultTuning, sequentialHalfWidth } from "./sequential.ts";

interface Design {
  readonly alpha?: number;
  readonly power?: number;
  /** A sequential test needs more customers than one planned look. */
  readonly sequential?: { readonly tuning: number };
  readonly prior?: { readonly mean: number; readonly variance: number };
}

/** The effect's variance as measured with `n` customers of both variations together. */
export interface Measured {
  readonly n: number;
  readonly variance: number;
}

const tolerance = 1e-5;
const maximumDoublings = 27;

/** The chance to find an effect of this size, either way, with `growth` times more customers than measured. */
export function powerAfter(measured: Measured, effect: number, growth: number, design: Design = {}): number {
  const { alpha = 0.05, sequential, prior } = design;
  const size = Math.abs(effect);
  const variance = measured.variance / (1 + growth);
  const deviation = Math.sqrt(variance);
  if (prior) {
    const reach = variance * Math.sqrt(1 / prior.variance + 1 / variance) * normalQuantile(1 - alpha / 2);
    const shift = (variance * prior.mean) / prior.variance;
    return normalCdf((size + shift - reach) / deviation) + normalCdf(-(reach + shift + size) / deviation);
  }
  const halfWidth = sequential
    ? sequentialHalfWidth({
        variancePerCustomer: measured.variance * measured.n,
        n: measured.n * (1 + growth),
        alpha,
        side: "two",
        tuning: sequential.tuning,
      })
    : normalQuantile(1 - alpha / 2) * deviation;
  return normalCdf((size - halfWidth) / deviation) + normalCdf(-(halfWidth + size) / deviation);
}

/**
 * How many times the measured customers must still come until an effect of this size is found with the wanted power.
 * Zero when there are enough; undefined when even 2^27 times as many would not do.
 */
export function growthNeeded(measured: Measured, effect: number, design: Design = {}): number | undefined {
  const { power: wanted = 0.8 } = design;
  const powerAt = (growth: number) => powerAfter(measured, effect, growth, design);
  if (powerAt(0) > wanted) return 0;
  let upper = 1;
  for (let doubling = 0; doubling < maximumDoublings && powerAt(upper) < wanted; doubling++) upper *= 2;
  if (powerAt(upper) < wanted) return undefined;
  let lower = 0;
  let growth = upper;
  for (let step = 0; step < 100; step++) {
    const excess = powerAt(growth) - wanted;
    if (Math.abs(excess) < tolerance) break;
    if (excess > 0) upper = growth;
    else lower = growth;
    growth = (lower + upper) / 2;
  }
  return growth;
}

export interface Plan extends Omit<Design, "prior"> {
  /** The control's mean, and the variance of one customer's value. */
  readonly baseline: { readonly mean: number; readonly variance: number };
  /** The shares of the control and of the smallest treatment. */
  readonly shares: readonly [control: number, treatment: number];
}

/** The variance of the absolute difference with `n` customers in all variations. */
function varianceWith(n: number, { baseline, shares: [control, treatment] }: Plan): number {
  return baseline.variance / (n * control) + baseline.variance / (n * treatment);
}

/** The smallest absolute difference that this many customers find with the wanted power. */
export function minimumDetectableEffect(n: number, plan: Plan): number {
  const { alpha = 0.05, power = 0.8, sequential } = plan;
  const variance = varianceWith(n, plan);
  const reach = sequential
    ? sequentialHalfWidth({ variancePerCustomer: variance * n, n, alpha, side: "two", tuning: sequential.tuning })
    : normalQuantile(1 - alpha / 2) * Math.sqrt(variance);
  return reach + normalQuantile(power) * Math.sqrt(variance);
}

/** The customers in all variations that find an absolute difference with the wanted power; undefined: never. */
export function customersNeeded(effect: number, plan: Plan): number | undefined {
  if (effect === 0 || plan.baseline.variance <= 0) return undefined;
  const size = Math.abs(effect);
  let upper = 2;
  while (minimumDetectableEffect(upper, plan) > size) {
    upper *= 2;
    if (upper > 2 ** 40) return undefined;
  }
  let lower = upper / 2;
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2);
    if (minimumDetectableEffect(middle, plan) > size) lower = middle;
    else upper = middle;
  }
  return upper;
}

/** The design of an experiment that is looked at daily. */
export const lookedAtDaily = { sequential: { tuning: defaultTuning } } as const;
