/** What a metric's values of one variation add up to: enough for its mean and its variance, and nothing about anyone. */
export type SimpleSample =
  | { readonly kind: "mean"; readonly n: number; readonly sum: number; readonly sumSquares: number }
  | { readonly kind: "proportion"; readonly n: number; readonly sum: number };

/**
 * A ratio of two sums, such as resolved conversations to conversations, when customers and not conversations are dealt to
 * the variations. `n` counts customers. The delta method then sees that a customer's conversations resemble each other.
 */
export interface RatioSample {
  readonly kind: "ratio";
  readonly n: number;
  readonly numerator: SimpleSample;
  readonly denominator: SimpleSample;
  readonly sumOfProducts: number;
}

/** Values corrected by what the same customers did before the experiment (CUPED). `theta` comes from `withTheta`. */
export interface AdjustedSample {
  readonly kind: "adjusted";
  readonly n: number;
  readonly after: SimpleSample;
  readonly before: SimpleSample;
  readonly sumOfProducts: number;
  readonly theta: number;
}

export type Sample = SimpleSample | RatioSample | AdjustedSample;

/** The mean; of a ratio, the ratio of the sums. Zero without values. */
export function meanOf(sample: Sample): number {
  if (sample.kind === "ratio") return sample.denominator.sum === 0 ? 0 : sample.numerator.sum / sample.denominator.sum;
  if (sample.kind === "adjusted") return meanOf(sample.after) - sample.theta * meanOf(sample.before);
  return sample.n === 0 ? 0 : sample.sum / sample.n;
}

/** The mean without the correction by earlier values. A relative lift is a share of this one. */
export function unadjustedMeanOf(sample: Sample): number {
  return sample.kind === "adjusted" ? meanOf(sample.after) : meanOf(sample);
}

/** The variance of one customer's value; zero with too few values. */
export function varianceOf(sample: Sample): number {
  const { n } = sample;
  switch (sample.kind) {
    case "proportion":
      return meanOf(sample) * (1 - meanOf(sample));
    case "mean":
      return n <= 1 ? 0 : (sample.sumSquares - sample.sum ** 2 / n) / (n - 1);
    case "ratio": {
      const { numerator, denominator } = sample;
      const [top, bottom] = [meanOf(numerator), meanOf(denominator)];
      if (bottom === 0 || n <= 1) return 0;
      return (
        varianceOf(numerator) / bottom ** 2 -
        (2 * covarianceOf(sample) * top) / bottom ** 3 +
        (top ** 2 * varianceOf(denominator)) / bottom ** 4
      );
    }
    case "adjusted": {
      if (n <= 1) return 0;
      const { after, before, theta } = sample;
      return varianceOf(after) + theta ** 2 * varianceOf(before) - 2 * theta * covarianceOf(sample);
    }
  }
}

/** The covariance of a ratio's two parts, or of the values after and before. */
export function covarianceOf(sample: RatioSample | AdjustedSample): number {
  if (sample.n <= 1) return 0;
  const [one, other] = sample.kind === "ratio" ? [sample.numerator, sample.denominator] : [sample.after, sample.before];
  return (sample.sumOfProducts - (one.sum * other.sum) / sample.n) / (sample.n - 1);
}

/** Both samples with the theta that removes most variance from their pool; as they were measured when none does. */
export function withTheta(control: AdjustedSample, treatment: AdjustedSample): readonly [Sample, Sample] {
  const pool: AdjustedSample = {
    kind: "adjusted",
    n: control.n + treatment.n,
    after: pooled(control.after, treatment.after),
    before: pooled(control.before, treatment.before),
    sumOfProducts: control.sumOfProducts + treatment.sumOfProducts,
    theta: 0,
  };
  const explains = varianceOf(pool.before) !== 0 && varianceOf(pool.after) !== 0;
  const theta = explains ? covarianceOf(pool) / varianceOf(pool.before) : 0;
  if (theta === 0) return [control.after, treatment.after];
  return [
    { ...control, theta },
    { ...treatment, theta },
  ];
}

function pooled(one: SimpleSample, other: SimpleSample): SimpleSample {
  const n = one.n + other.n;
  const sum = one.sum + other.sum;
  if (one.kind === "proportion" && other.kind === "proportion") return { kind: "proportion", n, sum };
  return { kind: "mean", n, sum, sumSquares: sumSquaresOf(one) + sumSquaresOf(other) };
}

function sumSquaresOf(sample: SimpleSample): number {
  return sample.kind === "mean" ? sample.sumSquares : sample.sum;
}
