/** Whether one of the answers is among the ids: 0 or 1. */
export function recall(found: readonly string[], answers: readonly string[]): number {
  return found.some((id) => answers.includes(id)) ? 1 : 0;
}

/** Normalised discounted cumulative gain: 1 when all answers come first. */
export function ndcg(found: readonly string[], answers: readonly string[]): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 2);
  const got = found.reduce((sum, id, rank) => sum + (answers.includes(id) ? gain(rank) : 0), 0);
  const ideal = answers.reduce((sum, _, rank) => sum + gain(rank), 0);
  return ideal === 0 ? 0 : got / ideal;
}
