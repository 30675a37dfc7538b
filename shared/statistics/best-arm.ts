import { normalCdf, normalDensity } from "./distributions.ts";

/** What is known of an arm's mean: a normal distribution. */
export interface Posterior {
  readonly mean: number;
  readonly standardError: number;
}

const points = 2_000;
const reach = 8;

/**
 * The probability of each arm to have the highest mean: the share of customers that Thompson sampling gives it. By
 * numeric integration and not by drawing, so that the same data give the same shares.
 */
export function chancesToBeBest(arms: readonly Posterior[]): readonly number[] {
  const chances = arms.map(({ mean, standardError }, index) => {
    let sum = 0;
    for (let point = 0; point <= points; point++) {
      const z = -reach + (2 * reach * point) / points;
      const value = mean + z * standardError;
      const isAboveOthers = arms.reduce(
        (product, other, each) =>
          each === index ? product : product * normalCdf((value - other.mean) / other.standardError),
        1,
      );
      sum += normalDensity(z) * isAboveOthers;
    }
    return sum;
  });
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}
