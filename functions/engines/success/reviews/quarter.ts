/** `2026-Q4` */
export const quarterPattern = /^(20\d\d)-Q([1-4])$/;

export interface QuarterDays {
  /** The first and the last day. */
  readonly from: string;
  readonly until: string;
  readonly months: readonly string[];
}

/** The quarter of a day (`2026-11-30`). */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

export function quarterBefore(quarter: string): string {
  const [year, number] = partsOf(quarter);
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}

export function daysOfQuarter(quarter: string): QuarterDays {
  const [year, number] = partsOf(quarter);
  const months = [2, 1, 0].map((back) => `${year}-${String(number * 3 - back).padStart(2, "0")}`);
  const last = new Date(Date.UTC(year, number * 3, 0)).toISOString().slice(0, 10);
  return { from: `${months[0]}-01`, until: last, months };
}

function partsOf(quarter: string): readonly [number, number] {
  const [, year = "", number = ""] = quarterPattern.exec(quarter) ?? [];
  return [Number(year), Number(number)];
}
