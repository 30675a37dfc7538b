/** A time that is taken. `from` and `to` are its own; the buffers must stay free around it. Milliseconds since 1970. */
export interface Taken {
  readonly from: number;
  readonly to: number;
  readonly beforeMs: number;
  readonly afterMs: number;
  /** How much of the resource's capacity it takes. */
  readonly weight: number;
}

export interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/**
 * Whether one more appointment fits. Between two appointments the longer of the two buffers stays free, not their sum.
 * Pure. Sorts the day's times once, so a full day costs no more than a few thousand steps.
 */
export function fits(candidate: Candidate, taken: readonly Taken[], capacity: number): boolean {
  const rivals = taken.filter((each) => areTooClose(candidate, each));
  if (rivals.length === 0) return true;
  const begin = candidate.from - candidate.beforeMs;
  const changes = rivals.flatMap(({ from, to, beforeMs, afterMs, weight }) => [
    { at: Math.max(from - beforeMs, begin), load: weight },
    { at: to + afterMs, load: -weight },
  ]);
  // What ends at a moment makes room for what begins then.
  changes.sort((one, other) => one.at - other.at || one.load - other.load);
  let load = 0;
  for (const change of changes) {
    load += change.load;
    if (load >= capacity) return false;
  }
  return true;
}

function areTooClose(one: Candidate, other: Candidate): boolean {
  const gapAfterOther = Math.max(one.beforeMs, other.afterMs);
  const gapAfterOne = Math.max(one.afterMs, other.beforeMs);
  return one.from < other.to + gapAfterOther && other.from < one.to + gapAfterOne;
}

/** The times at which an appointment of this length may begin within the openings, in order. Pure. */
export function startsWithin(
  openings: readonly { readonly from: Date; readonly to: Date }[],
  minutes: number,
  everyMinutes: number,
): readonly number[] {
  return openings.flatMap(({ from, to }) => {
    const starts: number[] = [];
    const last = to.getTime() - minutes * 60_000;
    for (let at = from.getTime(); at <= last; at += everyMinutes * 60_000) starts.push(at);
    return starts;
  });
}
