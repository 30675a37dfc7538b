import { getLocale, getTextDirection } from "#language";
import { numberFormat } from "./formats.ts";

/** Urdu takes the digits that its readers know from money and telephones, as Pakistan's locale does. */
const digits: Readonly<Record<string, string>> = { ur: "-u-nu-latn" };

/** For `Intl`: amounts and counts are grouped as in India, in lakh and crore. */
export function region(): string {
  return `${getLocale()}-IN${digits[getLocale()] ?? ""}`;
}

/** A number or an amount, which keeps its signs at its own ends also within a sentence from right to left. */
export function numberText(value: number, options: Intl.NumberFormatOptions = {}): string {
  const text = numberFormat(region(), options).format(value);
  return getTextDirection() === "rtl" ? `\u2066${text}\u2069` : text;
}

/** Words after each other with the comma of the page's language. Each keeps its own direction. */
export function listText(words: readonly string[]): string {
  return getTextDirection() === "rtl" ? words.map((word) => `\u2068${word}\u2069`).join("، ") : words.join(", ");
}
