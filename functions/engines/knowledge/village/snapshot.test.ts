import {
  type VillageMeasure,
  type VillageSnapshot,
  villageMeasures,
} from "../../../../shared/contracts/lifecycle/village.ts";
import { buildSnapshot, epsilon } from "./snapshot.ts";

const of = { month: "2026-10", group: "all", at: "2026-11-15T00:00:00.000Z" };
const share = (value: number) => ({
  shares: Object.fromEntries(villageMeasures.map((measure) => [measure, value])) as Record<VillageMeasure, number>,
});

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * How often an attacker tells two worlds apart by one published figure, with the best threshold there is. 0.5 is
 * guessing. Differential privacy allows at most e^ε / (1 + e^ε).
 */
function bestAccuracy(one: readonly number[], other: readonly number[]): number {
  const thresholds = [...new Set([...one, ...other])];
  return Math.max(
    ...thresholds.map((limit) => {
      const right = one.filter((value) => value >= limit).length + other.filter((value) => value < limit).length;
      const accuracy = right / (one.length + other.length);
      return Math.max(accuracy, 1 - accuracy);
    }),
  );
}

const trials = 4_000;
const allowed = Math.exp(epsilon) / (1 + Math.exp(epsilon));
const random = randomOf(7);
/** A withheld month is an outcome too, and tells as much as a figure. */
const figure = ({ figures }: VillageSnapshot) => figures?.resolved.share ?? -1;
const published = (values: readonly number[]) =>
  Array.from({ length: trials }, () => figure(buildSnapshot(values.map(share), of, random)));

it("publishes nothing of fewer than five tenants, whatever the noise is", () => {
  for (let seed = 0; seed < 500; seed += 1)
    expect(buildSnapshot([0.1, 0.9, 0.5, 0.4].map(share), of, randomOf(seed)).figures).toBeNull();
});

it("tells the common share of many tenants, and how sure it is", () => {
  const { figures } = buildSnapshot(new Array(400).fill(0.6).map(share), of, random);
  expect(figures?.resolved).toEqual({ share: 0.6, within: 0.05 });
});

describe("an attacker who knows every tenant but one", () => {
  it("cannot tell what the one's share is, even in the smallest group", () => {
    for (const others of [6, 9, 30]) {
      const known = new Array(others).fill(0.5);
      expect([others, bestAccuracy(published([...known, 1]), published([...known, 0])) <= allowed]).toEqual([
        others,
        true,
      ]);
    }
  });

  it("cannot tell whether the one takes part, by comparing a month with it and a month without it", () => {
    for (const others of [4, 5, 6, 9]) {
      const known = new Array(others).fill(0.5);
      const [joined, left] = [published([...known, 1]), published(known)];
      // Below five nothing is published, which tells of itself that a tenant was missing: only the fifth one's presence.
      if (others >= 5) expect([others, bestAccuracy(joined, left) <= allowed]).toEqual([others, true]);
      else expect(left.every((value) => value === -1)).toBe(true);
    }
  });

  it("learns no more from many months of one kind of change than the noise of each allows", () => {
    // Two snapshots, subtracted: the noise of both is in the difference, so it tells less than one snapshot alone.
    const known = new Array(9).fill(0.5);
    const difference = (value: number) => {
      const [before, after] = [published(known), published([...known, value])];
      return after.map((share, index) => share - (before[index] ?? 0));
    };
    expect(bestAccuracy(difference(1), difference(0))).toBeLessThanOrEqual(allowed);
  });
});

it("would be broken without the noise: the same attack then always succeeds", () => {
  const still = () => 0.5;
  const known = new Array(9).fill(0.5);
  const exact = (value: number) => [figure(buildSnapshot([...known, value].map(share), of, still))];
  expect(bestAccuracy(exact(1), exact(0))).toBe(1);
});
