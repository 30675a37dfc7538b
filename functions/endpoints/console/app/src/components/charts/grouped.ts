export interface ChartDay {
  /** ISO date. */
  readonly day: string;
  readonly values: Readonly<Record<string, number>>;
}

/** A day, or the days of a week that are in the period. */
export interface ChartBar {
  readonly from: string;
  readonly until: string;
  readonly values: Readonly<Record<string, number>>;
}

const mostDays = 62;
const dayMs = 86_400_000;

/** The bars of a chart: each day from the first to the last, or each week where these are many. Pure. */
export function grouped(days: readonly ChartDay[]): readonly ChartBar[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const start = Date.parse(first.day);
  const length = Math.round((Date.parse(last.day) - start) / dayMs) + 1;
  const each = length > mostDays ? 7 : 1;
  const bars = Array.from({ length: Math.ceil(length / each) }, (_, index) => ({
    from: isoDay(start + index * each * dayMs),
    until: isoDay(start + Math.min((index + 1) * each - 1, length - 1) * dayMs),
    values: {} as Record<string, number>,
  }));
  for (const { day, values } of days) {
    const bar = bars[Math.floor(Math.round((Date.parse(day) - start) / dayMs) / each)];
    if (!bar) continue;
    for (const [key, value] of Object.entries(values)) bar.values[key] = (bar.values[key] ?? 0) + value;
  }
  return bars;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
