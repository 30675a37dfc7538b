/**
 * Distribution functions by published series and continued fractions: Press et al., Numerical Recipes, chapter 6, and
 * Acklam's inverse of the normal distribution with one step of Halley's method. Accurate to about 1e-12, against scipy.
 */

const tiny = 1e-300;
const precision = 1e-15;
const maximumTerms = 10_000;
const sqrtTwoPi = Math.sqrt(2 * Math.PI);

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const series = lanczos.reduce((sum, each, index) => sum + each / (shifted + index + 1), 0.9999999999998099);
  const t = shifted + lanczos.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** Q(shape, x), the upper regularised incomplete gamma function. */
export function upperGamma(shape: number, x: number): number {
  if (x <= 0) return 1;
  const factor = Math.exp(-x + shape * Math.log(x) - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < maximumTerms && Math.abs(term) > Math.abs(sum) * precision; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    return 1 - sum * factor;
  }
  const terms = (n: number) => ({ a: n === 0 ? 1 : -n * (n - shape), b: x + 1 - shape + 2 * n });
  return factor * continuedFraction(terms);
}

/** P(X > x) of the χ² distribution. */
export function chiSquareUpper(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, x / 2);
}

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / sqrtTwoPi;
}

/** P(Z ≤ z). Precise in both tails. */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperGamma(0.5, 0.5 * z * z);
  return z > 0 ? 1 - tail : tail;
}

const quantileTail = {
  a: [
    -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  b: [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
} as const;
const quantileMiddle = {
  a: [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ],
  b: [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
} as const;

/** The z with P(Z ≤ z) = probability. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return -Infinity;
  if (probability >= 1) return Infinity;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const z = roughNormalQuantile(probability);
  const error = (normalCdf(z) - probability) / normalDensity(z);
  return z - error / (1 + (z * error) / 2);
}

/** Of a probability of at most one half; to nine digits. */
function roughNormalQuantile(probability: number): number {
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(quantileTail.a, q) / polynomial(quantileTail.b, q);
  }
  const q = probability - 0.5;
  return (polynomial(quantileMiddle.a, q * q) * q) / polynomial(quantileMiddle.b, q * q);
}

/** P(T ≤ t) of Student's distribution; the degrees of freedom need not be a whole number. */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  const tail = 0.5 * lowerBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = probability, by bisection of a bracket that always holds it. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  if (probability < 0.5) return -studentQuantile(1 - probability, degreesOfFreedom);
  let upper = 1;
  while (studentCdf(upper, degreesOfFreedom) < probability && upper < 1e12) upper *= 2;
  let lower = 0;
  for (let step = 0; step < 200 && upper - lower > precision * upper; step++) {
    const middle = (lower + upper) / 2;
    if (studentCdf(middle, degreesOfFreedom) < probability) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}

/** I_x(a, b), the regularised incomplete beta function. */
export function lowerBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - lowerBeta(1 - x, b, a);
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const terms = (n: number) => ({ a: n === 0 ? 1 : betaCoefficient(n, x, a, b), b: 1 });
  return (factor / a) * continuedFraction(terms);
}

function betaCoefficient(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}

/** a₀ ⁄ (b₀ + a₁ ⁄ (b₁ + …)) by Lentz's method. */
function continuedFraction(terms: (n: number) => { a: number; b: number }): number {
  let value = tiny;
  let c = value;
  let d = 0;
  for (let n = 0; n < maximumTerms; n++) {
    const { a, b } = terms(n);
    d = 1 / (b + a * d || tiny);
    c = b + a / c || tiny;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < precision) break;
  }
  return value;
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, each) => sum * x + each, 0);
}
