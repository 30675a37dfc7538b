import * as chrono from "chrono-node";

/** The first complete date in a text, as `YYYY-MM-DD`. A day and month without a year do not count. */
export function dateIn(
  text: string,
  { monthFirst, now }: { readonly monthFirst: boolean; readonly now: Date },
): string | undefined {
  const reader = monthFirst ? chrono.en.casual : chrono.en.GB;
  const start = reader.parse(text, now).at(0)?.start;
  if (!start || !(["day", "month", "year"] as const).every((part) => start.isCertain(part))) return undefined;
  const [year = 0, month = 0, day = 0] = (["year", "month", "day"] as const).map((part) => start.get(part) ?? 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
