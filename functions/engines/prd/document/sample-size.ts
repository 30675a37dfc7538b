/**
 * The conversations that each of two groups needs, so that a difference of `effect` is found with probability `power`
 * where it exists, and seen with probability `significance` where it does not. Two-sided test of two proportions by the
 * normal approximation (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, section 4.2).
 * `baseline` and `effect` are shares; the effect may go in either direction, and the larger need of the two counts.
 * Undefined where the effect leaves the range of shares in both directions.
 */
export function sampleSize(given: {
  readonly baseline: number;
  readonly effect: number;
  readonly significance: number;
  readonly power: number;
}): number | undefined {
  const { baseline, effect, significance, power } = given;
  const zAlpha = normalQuantile(1 - significance / 2);
  const zBeta = normalQuantile(power);
  const sizes = [baseline + effect, baseline - effect]
    .filter((other) => other > 0 && other < 1)
    .map((other) => {
      const mean = (baseline + other) / 2;
      const spread =
        zAlpha * Math.sqrt(2 * mean * (1 - mean)) + zBeta * Math.sqrt(baseline * (1 - baseline) + other * (1 - other));
      return Math.ceil((spread / effect) ** 2);
    });
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}

/**
 * The standard normal distribution's value below which a share `p` lies, 0 < p < 1. Wichura's algorithm AS 241 (Applied
 * Statistics 37, 1988), the short form with seven digits.
 */
function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * polynomial(r, [3.3871327179, 50.434271938, 159.29113202, 59.10937472])) /
      polynomial(r, [1, 17.895169469, 78.757757664, 67.1875636])
    );
  }
  const tail = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const value =
    tail <= 5
      ? polynomial(tail - 1.6, [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103]) /
        polynomial(tail - 1.6, [1, 0.7370016425, 0.12021132975])
      : polynomial(tail - 5, [6.657905115, 3.081226386, 0.42868294337, 0.017337203997]) /
        polynomial(tail - 5, [1, 0.24197894225, 0.012258202635]);
  return q < 0 ? -value : value;
}

function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, each) => sum * x + each, 0);
}
