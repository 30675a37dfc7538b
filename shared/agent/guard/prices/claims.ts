import type { Evidence } from "../evidence.ts";
import { offersIn } from "./free-of-charge.ts";
import { type Figure, moneyIn } from "./money.ts";
import { numbersIn } from "./quantities.ts";
import { type Support, supportOf } from "./support.ts";

/** Promises of result, safety or rank. A source must contain each in the same words. */
const claims =
  /\b(?:guarantee[ds]?|guaranteed|cures?|cured|100 ?% (?:safe|accurate|effective|natural|cure)|completely safe|risk[- ]free|money[- ]back|(?:double|triple) your money|no side[- ]effects?|clinically proven|permanent(?:ly)? (?:cure|relief|solution)|no\.? ?1|number one|best in (?:india|the world|the city|town))\b|गारंटी|गारण्टी|पक्का इलाज|हमी देतो|গ্যারান্টি|హామీ|உத்தரவாத|ગેરંટી|گارنٹی/gi;
const negation = /\b(?:not|no|never|cannot|can['’]?t|don['’]?t|doesn['’]?t|without|nahi|nahin|नहीं)\s(?:\S+\s){0,3}$/i;

/**
 * Whether a readable text states an amount of money, a percentage or an offer such as "free" that neither a source nor a
 * tool's result states.
 */
export function hasUnsupportedAmount(text: string, evidence: Evidence): boolean {
  const { amounts, percentages } = moneyIn(text, evidence.turn.config.payments.currency);
  const offers = offersIn(text);
  if (amounts.length === 0 && percentages.length === 0 && offers.size === 0) return false;
  const stated = supportOf(evidence);
  if ([...offers].some((offer) => !stated.offers.has(offer))) return true;
  const shares = percentages.filter((share) => share.some((value) => stated.percentages.has(value)));
  if (shares.length < percentages.length) return true;
  return hasForeignAmount(amounts, { stated, shares: shares.flat(), quantities: quantitiesOf(text, evidence) });
}

/** Whether a readable text makes a promise that no source makes. "I cannot guarantee" is not a promise. */
export function hasUnsupportedClaim(text: string, evidence: Evidence): boolean {
  let supportText: string | undefined;
  for (const match of text.matchAll(claims)) {
    if (negation.test(text.slice(Math.max(0, match.index - 40), match.index))) continue;
    supportText ??= supportOf(evidence).text;
    if (!supportText.includes(match[0].toLowerCase())) return true;
  }
  return false;
}

interface Calculable {
  readonly stated: Support;
  /** The supported percentages of the same text. */
  readonly shares: readonly number[];
  /** The small numbers that the customer or the text names: "for 3 people". */
  readonly quantities: ReadonlySet<number>;
}

/** An amount passes when it is stated, or when it can be calculated from those near it that pass. */
function hasForeignAmount(amounts: readonly Figure[], given: Calculable): boolean {
  const passed = amounts.map((figure) => figure.find((value) => given.stated.numbers.has(value)));
  // A calculated amount may itself be a part of the next: 2 × 299 = 598, and 598 + 150 = 748.
  for (let round = 0; round < mostRounds && passed.includes(undefined); round += 1) {
    for (const [at, figure] of amounts.entries()) {
      if (passed[at] !== undefined) continue;
      passed[at] = figure.find((value) => isCalculated(value, at, passed, given));
    }
  }
  return passed.includes(undefined);
}

/** Each round finds amounts that are calculated from those of the round before. */
const mostRounds = 4;

/** Number of amounts before it, and after it, that an amount may be calculated from: 2^8 sums are tried. */
const mostParts = 8;

function isCalculated(value: number, at: number, passed: readonly (number | undefined)[], given: Calculable): boolean {
  if (isTimesQuantity(value, given)) return true;
  const sides = [passed.slice(Math.max(0, at - mostParts), at), passed.slice(at + 1, at + 1 + mostParts)];
  const near = sides.map((side) => side.filter((each) => each !== undefined));
  const parts = [...new Set(near.flat())];
  if (parts.some((one) => isMultiple(value, one) || isDiscounted(value, one, given))) return true;
  if (parts.some((one) => parts.some((other) => one !== other && same(value, one - other)))) return true;
  return near.some((side) => isSum(value, side) || isSum(value, [...new Set(side)]));
}

/** `₹2,998 for two`, where `₹1,499` stands in a source only. */
function isTimesQuantity(value: number, { stated, quantities }: Calculable): boolean {
  return [...quantities].some((quantity) => stated.prices.has(Math.round((value / quantity) * 100) / 100));
}

function isMultiple(value: number, one: number): boolean {
  const times = value / one;
  return Number.isInteger(times) && times >= 2 && times <= 10;
}

/** A price with a discount that a source states, or with a percentage of the text itself. */
function isDiscounted(value: number, one: number, { stated, shares }: Calculable): boolean {
  if (shares.some((share) => isShare(value, one, share))) return true;
  return [...stated.discounts].some(
    (share) => share > 0 && share < 100 && Math.abs(value - one * (1 - share / 100)) < 1,
  );
}

/** A discount or a tax of `share` per cent, alone or taken off or added. Prices are rounded. */
function isShare(value: number, one: number, share: number): boolean {
  const part = (one * share) / 100;
  return [part, one - part, one + part].some((each) => Math.abs(value - each) < 1 && each > 0);
}

function isSum(value: number, parts: readonly number[]): boolean {
  let sums = [0];
  for (const part of parts) sums = [...sums, ...sums.map((sum) => sum + part)];
  return sums.some((sum) => sum > 0 && same(sum, value));
}

function same(left: number, right: number): boolean {
  return Math.abs(left - right) < 0.005;
}

function quantitiesOf(text: string, { turn }: Evidence): ReadonlySet<number> {
  const said = [text, ...turn.inbound.map((message) => message.text)];
  return new Set(said.flatMap(numbersIn).filter((value) => Number.isInteger(value) && value >= 2 && value <= 20));
}
