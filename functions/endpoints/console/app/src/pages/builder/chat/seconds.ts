import { numberText } from "../../../components/region.ts";

/** A span of time in seconds, in the words of the page's language. */
export function seconds(ms: number): string {
  return numberText(ms / 1_000, { style: "unit", unit: "second", maximumFractionDigits: 1 });
}
