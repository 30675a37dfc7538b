/** How well two raters of the same conversations agree, on a scale of whole numbers. */
export interface Agreement {
  readonly pairs: number;
  /** Quadratic-weighted Cohen's κ; null where one rater gave everything the same score. */
  readonly kappa: number | null;
  /** The middle 95 % of κ over resampled pairs; null with fewer than ten pairs. */
  readonly interval: readonly [low: number, high: number] | null;
  /** The share of pairs with the same score, and with scores at most one apart. */
  readonly same: number;
  readonly nearlySame: number;
  /** The share of the first rater's most frequent score: agreement that costs nothing. */
  readonly baseRate: number;
}

export type Pair = readonly [one: number, other: number];

const fewestForInterval = 10;
const resamples = 1_000;

/**
 * κ with quadratic weights (Cohen 1968), the raw agreement and the base rate together, since each alone misleads. The
 * interval is a percentile bootstrap from a fixed seed: the same pairs give the same figures.
 */
export function agreementOf(pairs: readonly Pair[]): Agreement {
  const share = (is: (pair: Pair) => boolean) => (pairs.length === 0 ? 0 : pairs.filter(is).length / pairs.length);
  const counts = Map.groupBy(pairs, ([one]) => one);
  const most = Math.max(0, ...[...counts.values()].map(({ length }) => length));
  return {
    pairs: pairs.length,
    kappa: weightedKappa(pairs),
    interval: pairs.length < fewestForInterval ? null : intervalOf(pairs),
    same: share(([one, other]) => one === other),
    nearlySame: share(([one, other]) => Math.abs(one - other) <= 1),
    baseRate: pairs.length === 0 ? 0 : most / pairs.length,
  };
}

/**
 * 1 − Σ(x − y)² / Σ over all combinations of (x − y)². The scale's constant of the quadratic weights cancels out.
 */
export function weightedKappa(pairs: readonly Pair[]): number | null {
  const n = pairs.length;
  let [observed, sumX, sumY, squaresX, squaresY] = [0, 0, 0, 0, 0];
  for (const [x, y] of pairs) {
    observed += (x - y) ** 2;
    sumX += x;
    sumY += y;
    squaresX += x * x;
    squaresY += y * y;
  }
  const expected = squaresX + squaresY - (2 * sumX * sumY) / Math.max(1, n);
  return expected === 0 ? null : 1 - observed / expected;
}

function intervalOf(pairs: readonly Pair[]): readonly [number, number] | null {
  const next = randomFrom(pairs.length);
  const found: number[] = [];
  for (let round = 0; round < resamples; round += 1) {
    const sample = pairs.map(() => pairs[Math.floor(next() * pairs.length)] ?? [0, 0]) as readonly Pair[];
    const kappa = weightedKappa(sample);
    if (kappa !== null) found.push(kappa);
  }
  found.sort((a, b) => a - b);
  const [low, high] = [found[Math.floor(found.length * 0.025)], found[Math.ceil(found.length * 0.975) - 1]];
  return low === undefined || high === undefined ? null : [low, high];
}

/** Mulberry32, a generator of 32 bits: enough for resampling. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
