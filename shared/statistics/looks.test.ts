import { fixedHorizonTest } from "./frequentist.ts";
import { customersNeeded, lookedAtDaily, minimumDetectableEffect } from "./power.ts";
import { sampleRatioMismatch, sampleRatioThreshold } from "./sample-ratio.ts";
import { sequentialTest } from "./sequential.ts";

/** Mulberry32: small, fast and repeatable. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const days = 28;
const perDay = 96;

interface Outcome {
  readonly everFound: boolean;
  readonly everMissedTruth: boolean;
  readonly everFoundByFixed: boolean;
}

/** One experiment of 28 days with 96 customers a day and variation, looked at after every `step` customers. */
function run(next: () => number, rates: readonly [number, number], step: number): Outcome {
  const sums: [number, number] = [0, 0];
  const outcome = { everFound: false, everMissedTruth: false, everFoundByFixed: false };
  const truth = rates[1] - rates[0];
  for (let n = 1; n <= days * perDay; n++) {
    if (next() < rates[0]) sums[0]++;
    if (next() < rates[1]) sums[1]++;
    if (n % step !== 0) continue;
    const [control, treatment] = sums.map((sum) => ({ kind: "proportion", n, sum }) as const);
    if (!control || !treatment) continue;
    const { interval, pValue, problem } = sequentialTest(control, treatment, { difference: "absolute" });
    if (problem) continue;
    if (pValue < 0.05) outcome.everFound = true;
    if (truth < interval[0] || truth > interval[1]) outcome.everMissedTruth = true;
    // The fixed test is only shown at daily looks: its cost is its t quantile.
    if (step === perDay && fixedZ(control, treatment) > 1.96) outcome.everFoundByFixed = true;
  }
  return outcome;
}

function fixedZ(control: { n: number; sum: number }, treatment: { n: number; sum: number }): number {
  const [one, other] = [control.sum / control.n, treatment.sum / treatment.n];
  return Math.abs(other - one) / Math.sqrt((one * (1 - one)) / control.n + (other * (1 - other)) / treatment.n);
}

function share(outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean): number {
  return outcomes.filter(is).length / outcomes.length;
}

function runs(count: number, rates: readonly [number, number], step: number): readonly Outcome[] {
  const next = random(20_261_129);
  return Array.from({ length: count }, () => run(next, rates, step));
}

test("finds nothing in 95 % of 2,000 A/A experiments that are looked at daily, where a fixed test finds 20 %", () => {
  const outcomes = runs(2_000, [0.3, 0.3], perDay);
  expect(share(outcomes, ({ everFound }) => everFound)).toBeLessThanOrEqual(0.05);
  expect(share(outcomes, ({ everMissedTruth }) => everMissedTruth)).toBeLessThanOrEqual(0.05);
  expect(share(outcomes, ({ everFoundByFixed }) => everFoundByFixed)).toBeGreaterThan(0.2);
});

test("finds nothing in 95 % of 2,000 A/A experiments that are looked at hourly", () => {
  const outcomes = runs(2_000, [0.3, 0.3], perDay / 24);
  expect(share(outcomes, ({ everFound }) => everFound)).toBeLessThanOrEqual(0.05);
});

test("holds the true effect at every look in 95 % of the experiments, and finds a large one", () => {
  const outcomes = runs(1_000, [0.3, 0.36], perDay);
  expect(share(outcomes, ({ everMissedTruth }) => everMissedTruth)).toBeLessThanOrEqual(0.05);
  expect(share(outcomes, ({ everFound }) => everFound)).toBeGreaterThan(0.8);
});

test("a split of 1,000 to 1,100 is not yet broken, one of 10,000 to 11,000 is", () => {
  expect(sampleRatioMismatch([1_000, 1_100], [0.5, 0.5])).toBeGreaterThan(sampleRatioThreshold);
  expect(sampleRatioMismatch([10_000, 11_000], [0.5, 0.5])).toBeLessThan(sampleRatioThreshold);
});

test("as many customers as needed have the wanted effect as their minimum", () => {
  const plan = { baseline: { mean: 0.3, variance: 0.21 }, shares: [0.5, 0.5], ...lookedAtDaily } as const;
  const needed = customersNeeded(0.05, plan);
  expect(minimumDetectableEffect(needed ?? 0, plan)).toBeLessThanOrEqual(0.05);
  expect(minimumDetectableEffect((needed ?? 0) - 1, plan)).toBeGreaterThan(0.05);
  const fixed = customersNeeded(0.05, { baseline: plan.baseline, shares: plan.shares });
  expect(needed).toBeGreaterThan(fixed ?? Infinity);
  expect(customersNeeded(0, plan)).toBeUndefined();
});

test("says why it cannot say anything", () => {
  const nobody = { kind: "proportion", n: 0, sum: 0 } as const;
  const everybody = { kind: "proportion", n: 50, sum: 50 } as const;
  const none = { kind: "proportion", n: 50, sum: 0 } as const;
  expect(sequentialTest(nobody, everybody, { difference: "absolute" }).problem).toBe("no-customers");
  expect(fixedHorizonTest(everybody, everybody, { difference: "absolute" }).problem).toBe("no-variance");
  expect(fixedHorizonTest(none, everybody, { difference: "relative" }).problem).toBe("baseline-zero");
});
