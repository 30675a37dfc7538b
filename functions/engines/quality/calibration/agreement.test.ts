import { agreementOf, type Pair, weightedKappa } from "./agreement.ts";

test("κ is 1 for equal raters, 0 for chance, and punishes far scores more", () => {
  expect(
    weightedKappa([
      [1, 1],
      [5, 5],
      [10, 10],
    ]),
  ).toBe(1);
  expect(
    weightedKappa([
      [1, 1],
      [1, 10],
      [10, 1],
      [10, 10],
    ]),
  ).toBe(0);
  const near: Pair[] = [
    [1, 2],
    [5, 5],
    [9, 10],
    [10, 9],
  ];
  const far: Pair[] = [
    [1, 9],
    [5, 5],
    [9, 10],
    [10, 9],
  ];
  expect(weightedKappa(near) ?? 0).toBeGreaterThan(weightedKappa(far) ?? 1);
});

test("equals the published example of weighted kappa", () => {
  // scikit-learn's cohen_kappa_score([1,2,3,4,5], [1,2,3,5,4], weights="quadratic") is 0.9.
  expect(
    weightedKappa([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 5],
      [5, 4],
    ]),
  ).toBeCloseTo(0.9, 10);
});

test("a rater who always says the same has no κ, but a base rate", () => {
  const pairs: Pair[] = Array.from({ length: 12 }, () => [8, 8]);
  expect(agreementOf(pairs)).toEqual({ pairs: 12, kappa: null, interval: null, same: 1, nearlySame: 1, baseRate: 1 });
});

test("the interval contains κ, is the same each time, and needs ten pairs", () => {
  const pairs: Pair[] = Array.from({ length: 60 }, (_, at) => [1 + (at % 10), Math.min(10, 1 + ((at * 7) % 10))]);
  const { kappa, interval } = agreementOf(pairs);
  expect(interval?.[0]).toBeLessThan(kappa ?? 0);
  expect(interval?.[1]).toBeGreaterThan(kappa ?? 0);
  expect(agreementOf(pairs).interval).toEqual(interval);
  expect(agreementOf(pairs.slice(0, 9)).interval).toBeNull();
  expect(agreementOf([]).pairs).toBe(0);
});
