import type { ResearchPrice } from "../../../../shared/events/lifecycle/research-claims.ts";
import { withAsciiDigits } from "./fold.ts";
import type { ReadSettings } from "./reading.ts";

export interface FoundPrice {
  readonly price: ResearchPrice;
  readonly start: number;
  readonly end: number;
}

const signs: Readonly<Record<string, string>> = {
  "₹": "INR",
  rs: "INR",
  "rs.": "INR",
  inr: "INR",
  रु: "INR",
  "रु.": "INR",
  रुपये: "INR",
  rupees: "INR",
  "€": "EUR",
  eur: "EUR",
  "£": "GBP",
  gbp: "GBP",
  us$: "USD",
  usd: "USD",
  a$: "AUD",
  aud: "AUD",
  c$: "CAD",
  cad: "CAD",
  s$: "SGD",
  sgd: "SGD",
  aed: "AED",
  jpy: "JPY",
  chf: "CHF",
  "¥": "JPY",
  euro: "EUR",
  euros: "EUR",
};
const dollars = new Set(["USD", "AUD", "CAD", "SGD", "NZD"]);
/** ISO 4217: currencies without a smaller unit. */
const withoutMinor = new Set(["JPY", "KRW", "VND", "CLP"]);

const sign = "₹|€|£|¥|(?:us|a|c|s)?\\$|rs\\.?|inr|eur|gbp|usd|aud|cad|sgd|aed|jpy|chf|रुपये|रु\\.?";
const amount = "\\d{1,3}(?:[.,\\u00a0\\u202f ]\\d{2,3}){0,4}(?:[.,]\\d{1,2})?|\\d{1,9}(?:[.,]\\d{1,2})?";
const pattern = new RegExp(
  `(?<![\\p{L}\\d])(?:(?<before>${sign})\\s{0,2}(?<first>${amount})|(?<second>${amount})\\s?(?<after>€|£|₹|eur|euros?|inr|usd|gbp|rupees|रुपये)(?![\\p{L}]))(?![\\d%])`,
  "giu",
);

/** The prices in a text, in order. A number without a currency is not a price. */
export function pricesIn(text: string, { currency: usual }: ReadSettings): readonly FoundPrice[] {
  return [...withAsciiDigits(text).matchAll(pattern)].flatMap(({ 0: whole, index: start, groups = {} }) => {
    const written = (groups.before ?? groups.after ?? "").toLowerCase();
    const currency = written === "$" ? (dollars.has(usual) ? usual : "USD") : signs[written];
    const number = groups.first ?? groups.second ?? "";
    const minor = currency === undefined ? undefined : minorOf(number, currency);
    return currency === undefined || minor === undefined
      ? []
      : [{ price: { minor, currency }, start, end: start + whole.length }];
  });
}

/**
 * An amount in its smallest unit. The last separator before one or two digits is the decimal sign; others group digits,
 * in threes or as in India.
 */
export function minorOf(written: string, currency: string): number | undefined {
  const number = written.replace(/[\s\u00a0\u202f]/g, "");
  const [, whole = "", fraction = ""] = /^([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(number) ?? [];
  const digits = whole.replace(/[.,]/g, "");
  if (digits === "" || digits.length > 11) return undefined;
  if (withoutMinor.has(currency)) return Number(digits);
  return Number(digits) * 100 + Number(fraction.padEnd(2, "0").slice(0, 2) || "0");
}

/** A price as a person reads it, such as `INR 1499.00`. */
export function writtenPrice({ minor, currency }: ResearchPrice): string {
  return withoutMinor.has(currency) ? `${currency} ${minor}` : `${currency} ${(minor / 100).toFixed(2)}`;
}
