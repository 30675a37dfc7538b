import { readFileSync } from "node:fs";
import { z } from "zod";
import { chiSquareUpper } from "./distributions.ts";
import { assignVariation, bucketRanges, chooseBucket, hashUnit, inNamespace } from "./hash.ts";

const range = z.tuple([z.number(), z.number()]);
const vectors = z
  .object({
    hash: z.array(
      z.object({
        seed: z.string(),
        value: z.string(),
        version: z.union([z.literal(1), z.literal(2)]),
        place: z.number(),
      }),
    ),
    ranges: z.array(
      z.object({
        name: z.string(),
        count: z.number(),
        coverage: z.number(),
        weights: z.array(z.number()).nullable(),
        ranges: z.array(range),
      }),
    ),
    choices: z.array(z.object({ name: z.string(), place: z.number(), ranges: z.array(range), index: z.number() })),
    namespaces: z.array(z.object({ value: z.string(), name: z.string(), range, isIn: z.boolean() })),
  })
  .parse(JSON.parse(readFileSync(new URL("vectors/growthbook-hash.json", import.meta.url), "utf8")));

const halves = { seed: "greeting", weights: [0.5, 0.5], coverage: 1 };

test.each(vectors.hash)("places $value as GrowthBook does under seed $seed", ({ seed, value, version, place }) => {
  expect(hashUnit(seed, value, version)).toBe(place);
});

test.each(vectors.ranges)("deals ranges as GrowthBook does: $name", ({ count, coverage, weights, ranges }) => {
  const dealt = bucketRanges(count, coverage, weights ?? undefined).flat();
  expect(dealt).toHaveLength(ranges.length * 2);
  for (const [index, bound] of ranges.flat().entries()) expect(dealt[index]).toBeCloseTo(bound, 10);
});

test.each(vectors.choices)("chooses as GrowthBook does: $name", ({ place, ranges, index }) => {
  expect(chooseBucket(place, ranges) ?? -1).toBe(index);
});

test.each(vectors.namespaces)("fills namespace $name as GrowthBook does", ({ value, name, range, isIn }) => {
  expect(inNamespace(value, { name, range })).toBe(isIn);
});

test("deals a million customers evenly, and each always to the same variation", () => {
  const weights = [0.5, 0.3, 0.2];
  const assignment = { seed: "experiment-7", weights, coverage: 1 };
  const ranges = bucketRanges(weights.length, 1, weights);
  const counts = weights.map(() => 0);
  let moved = 0;
  for (let customer = 0; customer < 1_000_000; customer++) {
    const id = `customer-${customer}`;
    const chosen = chooseBucket(hashUnit(assignment.seed, id), ranges) ?? -1;
    counts[chosen] = (counts[chosen] ?? 0) + 1;
    if (customer % 100 === 0 && assignVariation(id, assignment) !== chosen) moved++;
  }
  const distance = counts.reduce((sum, count, index) => {
    const expected = 1_000_000 * (weights[index] ?? 0);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  expect(counts.reduce((sum, count) => sum + count)).toBe(1_000_000);
  expect(chiSquareUpper(distance, weights.length - 1)).toBeGreaterThan(0.01);
  expect(moved).toBe(0);
});

test("deals two experiments independently of each other", () => {
  const cells = [0, 0, 0, 0];
  for (let customer = 0; customer < 40_000; customer++) {
    const one = assignVariation(`c${customer}`, { ...halves, seed: "one" }) ?? 0;
    const other = assignVariation(`c${customer}`, { ...halves, seed: "other" }) ?? 0;
    cells[one * 2 + other] = (cells[one * 2 + other] ?? 0) + 1;
  }
  const distance = cells.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquareUpper(distance, 3)).toBeGreaterThan(0.01);
});

test("raising the coverage moves nobody to another variation", () => {
  for (let customer = 0; customer < 2_000; customer++) {
    const before = assignVariation(`c${customer}`, { ...halves, coverage: 0.2 });
    if (before !== undefined) expect(assignVariation(`c${customer}`, { ...halves, coverage: 0.9 })).toBe(before);
  }
});

test("leaves out a customer without an id and one outside the namespace", () => {
  expect(assignVariation("", halves)).toBeUndefined();
  const namespace = { name: "checkout", range: [0, 0] } as const;
  expect(assignVariation("c1", { ...halves, namespace })).toBeUndefined();
});
