import { readFileSync } from "node:fs";
import { z } from "zod";
import { bayesianTest } from "./bayesian.ts";
import { effectOf } from "./comparison.ts";
import { fixedHorizonTest } from "./frequentist.ts";
import { growthNeeded, powerAfter } from "./power.ts";
import type { Sample, SimpleSample } from "./sample.ts";
import { sampleRatioMismatch } from "./sample-ratio.ts";
import { sequentialTest } from "./sequential.ts";

const bound = z.union([z.number(), z.literal("inf"), z.literal("-inf")]).transform((value) => {
  if (value === "inf") return Infinity;
  return value === "-inf" ? -Infinity : value;
});
const simple: z.ZodType<SimpleSample> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mean"), n: z.number(), sum: z.number(), sumSquares: z.number() }),
  z.object({ kind: z.literal("proportion"), n: z.number(), sum: z.number() }),
]);
const pair = { n: z.number(), sumOfProducts: z.number() };
const sample: z.ZodType<Sample> = z.union([
  simple,
  z.object({ kind: z.literal("ratio"), ...pair, numerator: simple, denominator: simple }),
  z.object({ kind: z.literal("adjusted"), ...pair, after: simple, before: simple, theta: z.number() }),
]);
const figures = z.object({
  estimate: z.number(),
  interval: z.tuple([bound, bound]),
  standardError: z.number(),
});
const tested = figures.extend({ pValue: z.number() });
const posterior = figures.extend({ chanceToWin: z.number(), risk: z.tuple([z.number(), z.number()]) });
const samples = { control: sample, treatment: sample, difference: z.enum(["absolute", "relative"]) };

const published = z
  .object({
    comparisons: z.array(
      z.object({
        name: z.string(),
        test: z.enum(["fixed", "sequential", "bayesian"]),
        ...samples,
        tuning: z.number().optional(),
        side: z.enum(["greater", "lesser"]).optional(),
        prior: z.object({ mean: z.number(), variance: z.number(), of: z.literal("relative") }).optional(),
        expected: z.union([tested, posterior]),
      }),
    ),
    power: z.array(
      z.object({
        design: z.enum(["fixed", "sequential", "bayesian"]),
        control: sample,
        treatment: sample,
        effect: z.number(),
        growth: z.number(),
      }),
    ),
  })
  .parse(read("gbstats-published.json"));
const computed = z
  .object({
    comparisons: z.array(
      z.object({
        ...samples,
        alpha: z.number(),
        tuning: z.number(),
        two: tested,
        greater: tested,
        lesser: tested,
        sequential: tested,
        flatPrior: posterior,
        prior_relative: posterior,
        prior_absolute: posterior,
      }),
    ),
    splits: z.array(z.object({ counts: z.array(z.number()), weights: z.array(z.number()), pValue: z.number() })),
  })
  .parse(read("gbstats-computed.json"));

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), "utf8"));
}

/** Equal to five decimals, or to nine digits where the values are large. */
function expectFigures(found: object, expected: object, decimals: number): void {
  for (const [name, value] of Object.entries(expected)) {
    const same: unknown = Object.entries(found).find(([each]) => each === name)?.[1];
    const pairs =
      Array.isArray(value) && Array.isArray(same) ? value.map((each, i) => [each, same[i]]) : [[value, same]];
    for (const [one, other] of pairs) {
      if (Number.isFinite(one)) expect(other).toBeCloseTo(one, decimals);
      else expect(other).toBe(one);
    }
  }
}

test.each(published.comparisons)("equals the published gbstats: $name", ({ expected, ...each }) => {
  const { control, treatment, difference, tuning, side, prior } = each;
  const options = { difference, ...(side && { side }), ...(tuning && { tuning }), ...(prior && { prior }) };
  if (!("pValue" in expected)) return expectFigures(bayesianTest(control, treatment, options), expected, 5);
  const found = (each.test === "fixed" ? fixedHorizonTest : sequentialTest)(control, treatment, options);
  const { pValue, ...rest } = expected;
  expectFigures(found, rest, 5);
  // gbstats searches the p value of a one-sided sequential test between 0.00001 and 0.4999 in steps; here it is exact.
  const isSearched = each.test === "sequential" && side !== undefined;
  expect(isSearched ? Math.min(0.4999, found.pValue) : found.pValue).toBeCloseTo(pValue, isSearched ? 3 : 5);
});

test.each(computed.comparisons)("equals gbstats on $control.n random values: $difference, $control.kind", (each) => {
  const { control, treatment, difference, alpha, tuning } = each;
  const options = { difference, alpha };
  expectFigures(fixedHorizonTest(control, treatment, options), each.two, 7);
  expectFigures(fixedHorizonTest(control, treatment, { ...options, side: "greater" }), each.greater, 7);
  expectFigures(fixedHorizonTest(control, treatment, { ...options, side: "lesser" }), each.lesser, 7);
  expectFigures(sequentialTest(control, treatment, { ...options, tuning }), each.sequential, 7);
  expectFigures(bayesianTest(control, treatment, options), each.flatPrior, 7);
  const prior = { mean: 0.02, variance: 0.01 };
  const inverse = { ...options, inverse: true };
  const relative = bayesianTest(control, treatment, { ...inverse, prior: { ...prior, of: "relative" } });
  expectFigures(relative, each.prior_relative, 7);
  const absolute = bayesianTest(control, treatment, { ...inverse, prior: { ...prior, of: "absolute" } });
  expectFigures(absolute, each.prior_absolute, 7);
});

test.each(computed.splits)("finds a broken split as gbstats does: $counts", ({ counts, weights, pValue }) => {
  expect(sampleRatioMismatch(counts, weights)).toBeCloseTo(pValue, 8);
});

test.each(published.power)("needs as many more customers as gbstats says: $design", (each) => {
  const effect = effectOf(each.control, each.treatment, "relative");
  if ("problem" in effect) throw new Error(effect.problem);
  const measured = { n: each.control.n + each.treatment.n, variance: effect.variance };
  const design = {
    fixed: {},
    sequential: { sequential: { tuning: 5000 } },
    bayesian: { prior: { mean: 0.05, variance: 0.001 } },
  }[each.design];
  const growth = growthNeeded(measured, each.effect, design);
  expect(growth).toBeCloseTo(each.growth, 4);
  expect(powerAfter(measured, each.effect, growth ?? 0, design)).toBeCloseTo(0.8, 4);
});
