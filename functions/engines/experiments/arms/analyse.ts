import type { ExperimentDesign, ExperimentMetric } from "../../../../shared/events/running/experiments.ts";
import { bayesianTest } from "../../../../shared/statistics/bayesian.ts";
import { effectOf } from "../../../../shared/statistics/comparison.ts";
import { growthNeeded, powerAfter } from "../../../../shared/statistics/power.ts";
import { meanOf, type RatioSample } from "../../../../shared/statistics/sample.ts";
import { sampleRatioMismatch, sampleRatioThreshold } from "../../../../shared/statistics/sample-ratio.ts";
import { sequentialTest } from "../../../../shared/statistics/sequential.ts";
import { type Analysis, controlOf, type Figures, type Verdict } from "../experiment.ts";
import { metricNames, metrics } from "../metrics.ts";
import { type ArmSums, noSums, sampleOf } from "./arm-sums.ts";

/** A prior by which most effects are small: nine in ten lifts are below 49 %. */
const prior = { mean: 0, variance: 0.3 ** 2, of: "relative" } as const;

export interface Harm {
  readonly arm: string;
  readonly reason: string;
}

/** Compares each arm with the control. Pure: the same sums give the same figures. */
export function analyse(
  design: ExperimentDesign,
  weights: readonly number[],
  sums: ReadonlyMap<string, ArmSums>,
  at: string,
): { readonly analysis: Analysis; readonly harms: readonly Harm[] } {
  const control = controlOf(design);
  const controlSums = sums.get(control) ?? noSums();
  const of = (key: string) => sums.get(key) ?? noSums();
  const exposed = design.arms.map(({ key }) => of(key).exposed);
  // A bandit changes the shares on its way, so that there is no split to compare with.
  const splitPValue = design.mode === "bandit" ? 1 : sampleRatioMismatch(exposed, weights);
  const isSplitBroken = splitPValue < sampleRatioThreshold;
  const treatments = design.arms.filter(({ key }) => key !== control);
  const harms = treatments.flatMap(({ key }) => harmOf(design, key, controlSums, of(key)));
  const arms = design.arms.map(({ key }) => {
    const isControl = key === control;
    const figures = metricNames.map((metric) =>
      isControl ? ownFigures(metric, controlSums) : figuresOf(metric, design, controlSums, of(key)),
    );
    const goal = figures.find(({ metric }) => metric === design.goal);
    const isHarmful = harms.some(({ arm }) => arm === key);
    const verdict = isControl ? "control" : verdictOf(goal, { isHarmful, isSplitBroken, design });
    const { exposed, measured, sessions } = of(key);
    return { key, exposed, measured, sessions, figures, verdict };
  });
  const smallest = treatments.map(({ key }) => of(key)).toSorted((one, other) => one.measured - other.measured)[0];
  return { analysis: { at, arms, splitPValue, ...powerOf(design, controlSums, smallest) }, harms };
}

function ownFigures(metric: ExperimentMetric, sums: ArmSums): Figures {
  const mean = meanOf(sampleOf(sums, metric));
  return { metric, mean, lift: null, interval: null, pValue: null, chanceToWin: null, problem: null };
}

function figuresOf(
  metric: ExperimentMetric,
  { alpha, tuning, arms }: ExperimentDesign,
  control: ArmSums,
  treatment: ArmSums,
): Figures {
  const samples = [sampleOf(control, metric), sampleOf(treatment, metric)] as const;
  // Every treatment is a chance to be wrong, so they share alpha (Bonferroni).
  const shared = alpha / Math.max(1, arms.length - 1);
  const { estimate, interval, pValue, problem } = sequentialTest(...samples, {
    difference: "relative",
    alpha: shared,
    tuning,
  });
  const inverse = metrics[metric].better === "lower";
  const { chanceToWin } = bayesianTest(...samples, { difference: "relative", inverse, prior });
  const mean = meanOf(samples[1]);
  if (problem) return { metric, mean, lift: null, interval: null, pValue: null, chanceToWin: null, problem };
  return {
    metric,
    mean,
    lift: estimate,
    interval: { low: interval[0], high: interval[1] },
    pValue,
    chanceToWin,
    problem: null,
  };
}

function verdictOf(
  goal: Figures | undefined,
  of: { readonly isHarmful: boolean; readonly isSplitBroken: boolean; readonly design: ExperimentDesign },
): Verdict {
  if (of.isHarmful) return "harmful";
  // A bandit's figures are no test, and those of a broken split mean nothing.
  if (!goal?.interval || of.isSplitBroken || of.design.mode === "bandit") return "too-early";
  const { low, high } = goal.interval;
  const isHigherBetter = metrics[goal.metric].better === "higher";
  if (low > 0) return isHigherBetter ? "better" : "worse";
  if (high < 0) return isHigherBetter ? "worse" : "better";
  return "no-difference-yet";
}

/**
 * A guardrail is broken when even the mildest value of its one-sided interval is worse than is tolerated. By absolute
 * differences with two invented customers in each arm: a control without any error, or a variant that always fails, has
 * no variance, and must be judged all the same.
 */
function harmOf(design: ExperimentDesign, arm: string, control: ArmSums, treatment: ArmSums): readonly Harm[] {
  const alpha = design.alpha / Math.max(1, design.guardrails.length * (design.arms.length - 1));
  return design.guardrails.flatMap(({ metric, tolerance }) => {
    const samples = [sampleOf(control, metric), sampleOf(treatment, metric)] as const;
    // Few of the measured customers rate, and only those speak for the ratings.
    if (Math.min(samples[0].n, samples[1].n) < design.minExposures) return [];
    const [before, after] = [meanOf(samples[0]), meanOf(samples[1])];
    const isHigherWorse = metrics[metric].better === "lower";
    const invented = inventedFor(metric, before + after);
    const { interval, problem } = sequentialTest(
      withInvented(samples[0], invented),
      withInvented(samples[1], invented),
      {
        difference: "absolute",
        alpha,
        tuning: design.tuning,
        side: isHigherWorse ? "greater" : "lesser",
      },
    );
    const mildest = isHigherWorse ? interval[0] : -interval[1];
    if (problem || mildest <= tolerance * before) return [];
    const figures = `${metric} is ${rounded(after)} per conversation against ${rounded(before)} with the control`;
    return [{ arm, reason: `${figures} (certainty ${Math.round((1 - alpha) * 1000) / 10} %).` }];
  });
}

/** The least and the most that an invented customer adds in one conversation. */
function inventedFor(metric: ExperimentMetric, cost: number): readonly [number, number] {
  const { kind } = metrics[metric];
  if (kind === "rating") return [1, 5];
  return [0, kind === "amount" ? cost : 1];
}

/** With one customer who adds the least in one conversation, and one who adds the most. */
function withInvented(sample: RatioSample, [least, most]: readonly [number, number]): RatioSample {
  const { numerator, denominator } = sample;
  const add = (of: RatioSample["numerator"], sum: number, squares: number) => {
    const before = of.kind === "mean" ? of.sumSquares : of.sum;
    return { kind: "mean", n: of.n + 2, sum: of.sum + sum, sumSquares: before + squares } as const;
  };
  return {
    kind: "ratio",
    n: sample.n + 2,
    numerator: add(numerator, least + most, least ** 2 + most ** 2),
    denominator: add(denominator, 2, 2),
    sumOfProducts: sample.sumOfProducts + least + most,
  };
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function powerOf(design: ExperimentDesign, control: ArmSums, treatment: ArmSums | undefined) {
  if (!treatment) return { power: null, growthNeeded: null };
  const samples = [sampleOf(control, design.goal), sampleOf(treatment, design.goal)] as const;
  const effect = effectOf(...samples, "relative");
  if ("problem" in effect) return { power: null, growthNeeded: null };
  const measured = { n: samples[0].n + samples[1].n, variance: effect.variance };
  const test = { alpha: design.alpha, sequential: { tuning: design.tuning } };
  return {
    power: powerAfter(measured, design.effect, 0, test),
    growthNeeded: growthNeeded(measured, design.effect, test) ?? null,
  };
}
