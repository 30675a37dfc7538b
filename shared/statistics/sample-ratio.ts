import { chiSquareUpper } from "./distributions.ts";

/** Below this, the split is broken and no figure of the experiment can be trusted. */
export const sampleRatioThreshold = 0.001;

/**
 * The p value that the variations' counts are split by the weights (a χ² test of fit). One when nobody took part.
 * A low value means that an assignment, a record or a filter treats the variations differently.
 */
export function sampleRatioMismatch(counts: readonly number[], weights: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0 || totalWeight <= 0) return 1;
  const distances = counts.map((count, index) => {
    const expected = ((weights[index] ?? 0) / totalWeight) * total;
    return expected > 0 ? (count - expected) ** 2 / expected : 0;
  });
  return chiSquareUpper(
    distances.reduce((sum, distance) => sum + distance, 0),
    counts.length - 1,
  );
}
