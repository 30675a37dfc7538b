import { seededRandom } from "./seeded-random.ts";
import { likelyVolumes, type Range, type Ranges, type VolumeName, type Volumes, volumeNames } from "./volumes.ts";

/** The cost of a month when one input is at the end of its range and all others are likely. In major units. */
export interface TornadoBar {
  readonly input: VolumeName;
  readonly low: number;
  readonly high: number;
  readonly costAtLow: number;
  readonly costAtHigh: number;
}

/** One bar for every input with a range, the widest first. Pure. */
export function tornado(ranges: Ranges, cost: (volumes: Volumes) => number): readonly TornadoBar[] {
  const likely = likelyVolumes(ranges);
  return uncertain(ranges)
    .map((input) => {
      const { low, high } = ranges[input];
      const at = (value: number) => cost({ ...likely, [input]: value });
      return { input, low, high, costAtLow: at(low), costAtHigh: at(high) };
    })
    .filter(({ costAtLow, costAtHigh }) => costAtLow !== costAtHigh)
    .toSorted((one, other) => width(other) - width(one));
}

function uncertain(ranges: Ranges): readonly VolumeName[] {
  return volumeNames.filter((name) => ranges[name].low < ranges[name].high);
}

function width({ costAtLow, costAtHigh }: TornadoBar): number {
  return Math.abs(costAtHigh - costAtLow);
}

/** What came of many draws. Amounts are in major units. */
export interface Distribution {
  readonly draws: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
  /** Equal widths between `from` and `to`. */
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
}

/** `seed` makes every run the same. */
export interface Sampling {
  readonly seed: number;
  readonly draws: number;
}

/**
 * Draws every input with a range from a triangle over it, with its top at the likely value, independently of the others.
 * Calls `each` with the inputs of every draw.
 */
export function draw(ranges: Ranges, { seed, draws }: Sampling, each: (volumes: Volumes, index: number) => void): void {
  const random = seededRandom(seed);
  const inputs = uncertain(ranges);
  const volumes: Record<VolumeName, number> = { ...likelyVolumes(ranges) };
  for (let index = 0; index < draws; index += 1) {
    for (const input of inputs) volumes[input] = triangular(ranges[input], random());
    each({ ...volumes }, index);
  }
}

/** The value below which a share `u` of a triangle lies. */
export function triangular({ low, value, high }: Range, u: number): number {
  const width = high - low;
  const turn = (value - low) / width;
  return u < turn ? low + Math.sqrt(u * width * (value - low)) : high - Math.sqrt((1 - u) * width * (high - value));
}

const buckets = 24;

export function distributionOf(results: Float64Array): Distribution {
  const sorted = results.toSorted();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const [from, to] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const counts = new Array<number>(buckets).fill(0);
  const size = (to - from) / buckets;
  for (const result of sorted) {
    const bucket = size === 0 ? 0 : Math.min(buckets - 1, Math.floor((result - from) / size));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  return { draws: sorted.length, p10: at(0.1), p50: at(0.5), p90: at(0.9), mean, histogram: { from, to, counts } };
}
