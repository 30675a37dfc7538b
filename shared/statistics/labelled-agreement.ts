/** Scores of what is known to be right, and of what is known to be wrong. Neither is empty. */
interface Labelled {
  readonly right: readonly number[];
  readonly wrong: readonly number[];
}

/** The mean of the shares that are told rightly, where a score from `threshold` on counts as right. Pure. */
export function balancedAccuracy({ right, wrong }: Labelled, threshold: number): number {
  const share = (scores: readonly number[], is: (score: number) => boolean) => scores.filter(is).length / scores.length;
  return (share(right, (score) => score >= threshold) + share(wrong, (score) => score < threshold)) / 2;
}

/** The chance that a right one scores higher than a wrong one (Mann-Whitney), by ranks. Pure. */
export function areaUnderCurve({ right, wrong }: Labelled): number {
  const sorted = [
    ...right.map((score) => ({ score, isRight: true })),
    ...wrong.map((score) => ({ score, isRight: false })),
  ];
  sorted.sort((one, other) => one.score - other.score);
  let rankSum = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]?.score === sorted[at]?.score) end += 1;
    const rank = (at + 1 + end) / 2;
    rankSum += rank * sorted.slice(at, end).filter(({ isRight }) => isRight).length;
    at = end;
  }
  return (rankSum - (right.length * (right.length + 1)) / 2) / (right.length * wrong.length);
}
