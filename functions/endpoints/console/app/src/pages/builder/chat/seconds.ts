import { getLocale } from "#language";

/** A span of time in seconds, in the words of the page's language. */
export function seconds(ms: number): string {
  const digits = { style: "unit", unit: "second", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(getLocale(), digits).format(ms / 1_000);
}
