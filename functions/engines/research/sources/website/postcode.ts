import { withAsciiDigits } from "../../facts/fold.ts";

const patterns: Readonly<Record<string, RegExp>> = {
  IN: /(?<!\d)[1-9]\d{2}[ ]?\d{3}(?!\d)/,
  US: /(?<=\b[A-Z]{2},? )\d{5}(?:-\d{4})?(?!\d)/,
  GB: /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/,
  CA: /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/,
  AU: /(?<=\b[A-Z]{2,3} )\d{4}(?!\d)/,
  SG: /(?<!\d)\d{6}(?!\d)/,
};
const usual = /(?<!\d)\d{5}(?!\d)/;

/** The last postal code of a country in a text, as it is written. */
export function postcodeIn(text: string, region: string): string | undefined {
  const pattern = patterns[region] ?? usual;
  return [...withAsciiDigits(text).matchAll(new RegExp(pattern, "g"))].at(-1)?.[0];
}
