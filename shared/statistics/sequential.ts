import { type Comparison, effectOf, inconclusive, intervalAround, type Side, type TestOptions } from "./comparison.ts";
import type { Sample } from "./sample.ts";

export interface SequentialOptions extends TestOptions {
  /** The number of customers at which the intervals are tightest. Fixed before the start. */
  readonly tuning?: number;
}

export const defaultTuning = 5000;

/**
 * A test that may be looked at after every customer: its intervals hold together at all looks (an asymptotic
 * confidence sequence by a normal mixture). Wider than a t-test's interval, because it pays for the looks.
 * Source: Waudby-Smith et al., "Time-uniform central limit theory", arXiv 2103.06476v7, equations 9, 134, 155 and 161.
 */
export function sequentialTest(control: Sample, treatment: Sample, options: SequentialOptions): Comparison {
  const { difference, alpha = 0.05, side = "two", testValue = 0, tuning = defaultTuning } = options;
  const effect = effectOf(control, treatment, difference);
  if ("problem" in effect) return inconclusive(effect.problem);
  const { estimate, variance } = effect;
  const n = control.n + treatment.n;
  const halfWidth = sequentialHalfWidth({ variancePerCustomer: variance * n, n, alpha, side, tuning });
  return {
    estimate,
    interval: intervalAround(estimate, halfWidth, side),
    pValue: pValueOf((estimate - testValue) / Math.sqrt(variance), n, { alpha, side, tuning }),
    standardError: Math.sqrt(variance),
  };
}

interface Sequence {
  readonly alpha: number;
  readonly side: Side;
  readonly tuning: number;
}

/** Half the width of the two-sided interval; the distance from estimate to bound of a one-sided one. */
export function sequentialHalfWidth(
  sequence: Sequence & { readonly variancePerCustomer: number; readonly n: number },
): number {
  const { variancePerCustomer, n, alpha, side } = sequence;
  const rhoSquared = rhoSquaredOf(sequence);
  const growth = n * rhoSquared + 1;
  const bound = side === "two" ? Math.log(Math.sqrt(growth) / alpha) : Math.log(1 + Math.sqrt(growth) / (2 * alpha));
  return Math.sqrt((variancePerCustomer * 2 * growth * bound) / (n ** 2 * rhoSquared));
}

/** The mixture's width that makes the interval tightest at `tuning` customers. A one-sided α weighs twice. */
function rhoSquaredOf({ alpha, side, tuning }: Sequence): number {
  const spent = -2 * Math.log(side === "two" ? alpha : Math.min(1, 2 * alpha));
  return (spent + Math.log(spent + 1)) / tuning;
}

/** One over the evidence against the null hypothesis, the largest α whose interval still holds `testValue`. */
function pValueOf(z: number, n: number, sequence: Sequence): number {
  const rhoSquared = rhoSquaredOf(sequence);
  const growth = n * rhoSquared + 1;
  const exponent = (rhoSquared * n * z * z) / (2 * growth);
  if (sequence.side === "two") return Math.min(1, Math.sqrt(growth) * Math.exp(-exponent));
  const isTowards = sequence.side === "greater" ? z > 0 : z < 0;
  return isTowards ? Math.min(1, Math.sqrt(growth) / (2 * Math.expm1(exponent))) : 1;
}
