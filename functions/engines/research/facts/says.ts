import type { OpenInterval, ResearchClaim } from "../../../../shared/events/lifecycle/research-claims.ts";
import { fold, withAsciiDigits } from "./fold.ts";
import { readHours, writtenHours } from "./read-hours.ts";
import { languagesIn } from "./read-languages.ts";
import { phonesIn } from "./read-phones.ts";
import { pricesIn } from "./read-prices.ts";
import type { ReadSettings } from "./reading.ts";

/**
 * Whether a quote says what is claimed: the value is read from the quote again. Whatever found the claim (a pattern, a
 * model, a person), this decides.
 */
export function saysClaim(claim: ResearchClaim, quote: string, settings: ReadSettings): boolean {
  if (quote.trim() === "") return false;
  const folded = fold(quote);
  const has = (text: string) => text.trim() !== "" && folded.includes(fold(text));
  switch (claim.kind) {
    case "name":
    case "description":
    case "logo":
    case "color":
      return has(claim.value);
    case "phone":
      return phonesIn(quote, settings).some(({ number }) => number === claim.value);
    case "email":
      return emailsIn(quote).some(({ email }) => email === claim.value);
    case "address":
      return has(claim.value.text) && (claim.value.postcode === null || hasCode(quote, claim.value.postcode));
    case "hours":
      return sameHours(claim.value, readHours(quote));
    case "product":
      return has(claim.value.name) && hasPrice(claim.value.price, quote, settings);
    case "founding_year":
      return new RegExp(`(?<!\\d)${claim.value}(?!\\d)`).test(withAsciiDigits(quote));
    case "language":
      return languagesIn(quote).includes(claim.value);
    case "policy":
      return has(claim.value.text);
    case "faq":
      return has(claim.value.question) && has(claim.value.answer);
    case "social":
      return has(claim.value.url.replace(/^https?:\/\//, ""));
    case "person":
      return has(claim.value.name) && (claim.value.role === null || has(claim.value.role));
  }
}

type Of<K extends ResearchClaim["kind"]> = Extract<ResearchClaim, { kind: K }>["value"];

function hasPrice(price: Of<"product">["price"], quote: string, settings: ReadSettings): boolean {
  if (price === null) return true;
  return pricesIn(quote, settings).some(
    ({ price: found }) => found.minor === price.minor && found.currency === price.currency,
  );
}

function sameHours(value: Of<"hours">, found: readonly OpenInterval[] | undefined): boolean {
  return found !== undefined && writtenHours(value) === writtenHours(found);
}

function hasCode(quote: string, code: string): boolean {
  const plain = (text: string) => withAsciiDigits(text).replace(/[\s-]/g, "").toUpperCase();
  return plain(quote).includes(plain(code));
}

export interface FoundEmail {
  readonly email: string;
  readonly start: number;
  readonly end: number;
}

/** The e-mail addresses in a text, in lower case. */
export function emailsIn(text: string): readonly FoundEmail[] {
  const pattern = /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9](?:[a-z0-9.-]{0,120}[a-z0-9])?\.[a-z]{2,24}(?![\w-])/gi;
  return [...text.matchAll(pattern)].map(({ 0: found, index: start }) => ({
    email: found.toLowerCase(),
    start,
    end: start + found.length,
  }));
}
