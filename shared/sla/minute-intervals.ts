/** Whole minutes since the epoch of Unix, from `from` up to but without `to`. */
export interface MinuteInterval {
  readonly from: number;
  readonly to: number;
}

/** The minutes in any of them: in order, apart from each other. Empty and turned-around ones hold no minute. */
export function unite(intervals: readonly MinuteInterval[]): MinuteInterval[] {
  const sorted = intervals.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const united: MinuteInterval[] = [];
  for (const next of sorted) {
    const last = united.at(-1);
    if (last === undefined || next.from > last.to) united.push(next);
    else if (next.to > last.to) united[united.length - 1] = { from: last.from, to: next.to };
  }
  return united;
}

/** The minutes in both. */
export function intersect(one: readonly MinuteInterval[], other: readonly MinuteInterval[]): MinuteInterval[] {
  const [left, right] = [unite(one), unite(other)];
  const both: MinuteInterval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [a, b] = [left[i], right[j]];
    if (a === undefined || b === undefined) break;
    const from = Math.max(a.from, b.from);
    const to = Math.min(a.to, b.to);
    if (from < to) both.push({ from, to });
    if (a.to < b.to) i += 1;
    else j += 1;
  }
  return both;
}

/** The minutes of the first that are in none of the second. */
export function subtract(from: readonly MinuteInterval[], gone: readonly MinuteInterval[]): MinuteInterval[] {
  const whole = unite(from);
  const [first, last] = [whole[0], whole.at(-1)];
  if (first === undefined || last === undefined) return [];
  const holes = unite(gone);
  const edges = [first.from, ...holes.flatMap((hole) => [hole.from, hole.to]), last.to];
  const kept: MinuteInterval[] = [];
  for (let index = 0; index + 1 < edges.length; index += 2) {
    const [start, end] = [edges[index], edges[index + 1]];
    if (start !== undefined && end !== undefined) kept.push({ from: start, to: end });
  }
  return intersect(whole, kept);
}

export function minutesIn(intervals: readonly MinuteInterval[]): number {
  return unite(intervals).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Says of each minute, asked in rising order, whether it is in one of the intervals. */
export function minuteReader(intervals: readonly MinuteInterval[]): (minute: number) => boolean {
  const sorted = unite(intervals);
  let index = 0;
  return (minute) => {
    while ((sorted[index]?.to ?? Number.POSITIVE_INFINITY) <= minute) index += 1;
    return (sorted[index]?.from ?? Number.POSITIVE_INFINITY) <= minute;
  };
}

export const minuteMs = 60_000;

/** The minute that a time is in. */
export function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / minuteMs);
}

export function timeOf(minute: number): Date {
  return new Date(minute * minuteMs);
}
