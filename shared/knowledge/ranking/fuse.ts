/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
export const rankConstant = 60;

export interface RankedList<K> {
  /** Best first. */
  readonly keys: readonly K[];
  readonly weight: number;
}

/** Fuses lists by ranks alone. Best first; equal scores keep the first list's order. */
export function fuseRanks<K>(lists: readonly RankedList<K>[]): readonly { readonly key: K; readonly score: number }[] {
  const scores = new Map<K, number>();
  for (const { keys, weight } of lists)
    for (const [rank, key] of keys.entries())
      scores.set(key, (scores.get(key) ?? 0) + weight / (rankConstant + rank + 1));
  return [...scores].map(([key, score]) => ({ key, score })).sort((a, b) => b.score - a.score);
}
