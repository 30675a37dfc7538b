export interface Scored {
  readonly position: number;
  readonly score: number;
}

/** Collects the best `limit` positions, best first. Of equal scores the lower position comes first. */
export function bestPositions(limit: number) {
  const kept: Scored[] = [];
  let least = Number.NEGATIVE_INFINITY;

  return {
    add(position: number, score: number): void {
      if (kept.length >= limit && score <= least && !(score === least && position < (kept.at(-1)?.position ?? 0)))
        return;
      let low = 0;
      let high = kept.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const other = kept[middle];
        if (other && (other.score > score || (other.score === score && other.position < position))) low = middle + 1;
        else high = middle;
      }
      kept.splice(low, 0, { position, score });
      if (kept.length > limit) kept.pop();
      least = kept.at(-1)?.score ?? least;
    },
    list: (): readonly Scored[] => kept,
  };
}
