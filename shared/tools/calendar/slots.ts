/** A time that is taken. `from` and `to` are its own; the buffers must stay free around it. Milliseconds since 1970. */
export interface Taken {
  readonly from: number;
  readonly to: number;
  readonly beforeMs: number;
  readonly afterMs: number;
  /** How much of the resource's capacity it takes. Infinity: all. */
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
 * Pure.
 */
export function fits(candidate: Candidate, taken: readonly Taken[], capacity: number): boolean {
  const rivals = taken.filter((each) => areTooClose(candidate, each));
  // The load changes only where a rival begins, so it is enough to look there and at the candidate's own beginning.
  return [candidate, ...rivals].every((at) => {
    const moment = Math.max(at.from - at.beforeMs, candidate.from - candidate.beforeMs);
    const load = rivals
      .filter((rival) => rival.from - rival.beforeMs <= moment && moment < rival.to + rival.afterMs)
      .reduce((sum, { weight }) => sum + weight, 0);
    return load < capacity;
  });
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
