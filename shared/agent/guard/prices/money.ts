import { currencyOf, usuallyLeads } from "./currencies.ts";
import {
  discountWords,
  fractionWords,
  onlyBefore,
  percentWords,
  priceCues,
  priceFillers,
  priceTails,
  rateWords,
} from "./price-words.ts";
import { type Quantity, quantityAt, type Token, tokensOf } from "./quantities.ts";

/** An amount or percentage of a text: its possible values, one of which a source must state. */
export type Figure = readonly number[];

/** The money that a text speaks of, in major units, and its percentages. */
export interface Money {
  readonly amounts: readonly Figure[];
  readonly percentages: readonly Figure[];
}

/** Signs between a currency and its amount, of writing or of Markdown. */
const betweenSigns = new Set([":", "=", "(", ")", "*", "_", "`", "~", "-", "["]);
const rangeWords = new Set(["-", "to", "se", "से", "–", "or"]);
const nationalities = new Set(
  "indian us american hong kong canadian australian singapore emirati uae saudi omani qatari kuwaiti".split(" "),
);
const emphatic = new Set(
  "sure certain clear yes right correct agree understand online vegetarian herbal committed".split(" "),
);
/** "499 only". */
const onlyWords = new Set(["only", "matra", "मात्र"]);
const multiplier = new Set(["x", "×"]);

/**
 * Finds amounts in a readable text: `₹2,999`, `Rs. 2999`, `INR 2999`, `2999/-`, `AED 20`, `five hundred rupees`,
 * `पाँच सौ रुपये`, `the fee is 499`, `500 off`. One pass over the text's tokens.
 */
export function moneyIn(text: string, tenantCurrency: string): Money {
  const tokens = tokensOf(text);
  const amounts: Figure[] = [];
  const percentages: Figure[] = [];
  let last: { readonly quantity: Quantity; readonly counted: boolean } | undefined;
  let at = 0;
  while (at < tokens.length) {
    const led = ledAmount(tokens, at, tenantCurrency);
    const quantity = led?.quantity ?? quantityAt(tokens, at);
    if (quantity === undefined) {
      const share = fractionAt(tokens, at);
      if (share !== undefined) percentages.push([share]);
      at += 1;
      continue;
    }
    const range = last !== undefined && isRange(tokens, last.quantity.end, led?.from ?? at);
    const trailing = trailedBy(tokens, quantity, tenantCurrency);
    const share = percentEnd(tokens, quantity);
    let counted = false;
    if (led === undefined && share !== undefined && !quantity.doubtful) {
      if (!(quantity.values[0] === 100 && emphatic.has(tokens[share]?.lower ?? ""))) percentages.push(quantity.values);
    } else if (led !== undefined || trailing !== undefined) {
      counted = true;
      const unit = (led?.unit ?? trailing?.unit) === "minor" ? 0.01 : 1;
      amounts.push(quantity.values.map((value) => value * unit));
      if (range && last && !last.counted) amounts.push(last.quantity.values);
    } else if (range && last?.counted && standsAlone(tokens, quantity.end)) {
      counted = true;
      amounts.push(quantity.values);
    } else if (isBarePrice(tokens, at, quantity)) {
      counted = true;
      amounts.push(quantity.values);
    }
    last = { quantity, counted };
    at = trailing?.end ?? quantity.end;
  }
  return { amounts, percentages };
}

function ledAmount(tokens: readonly Token[], at: number, tenantCurrency: string) {
  const token = tokens[at];
  if (token === undefined || token.kind === "number" || isContraction(tokens, at)) return undefined;
  const unit = currencyOf(token.text, tenantCurrency);
  if (unit === undefined || unit === "minor") return undefined;
  let from = at + 1;
  const short = usuallyLeads(token.text);
  for (let signs = 0; signs < 4; signs += 1) {
    const sign = tokens[from]?.text ?? "";
    if (!betweenSigns.has(sign) && !(short && sign === ".") && !(signs === 0 && currencyOf(sign, tenantCurrency)))
      break;
    from += 1;
  }
  const quantity = quantityAt(tokens, from);
  if (quantity === undefined || (quantity.doubtful && !short)) return undefined;
  // "in rupees 2 days": a word for money leads only when no unit follows.
  if (!short && !standsAlone(tokens, quantity.end)) return undefined;
  return { quantity, unit, from: at };
}

/** The "re" of "they're". */
function isContraction(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.lower === "re" && /^['’]$/.test(tokens[at - 1]?.text ?? "");
}

function trailedBy(tokens: readonly Token[], { end }: Quantity, tenantCurrency: string) {
  if (tokens[end]?.text === "/" && tokens[end + 1]?.text === "-") return { unit: "major" as const, end: end + 2 };
  let at = end;
  while (at < end + 3 && /^[*_`]$/.test(tokens[at]?.text ?? "")) at += 1;
  if (nationalities.has(tokens[at]?.lower ?? "")) at += 1;
  const token = tokens[at];
  const unit = token && currencyOf(token.text, tenantCurrency);
  if (token === undefined || unit === undefined) return undefined;
  if (usuallyLeads(token.text) && ledAmount(tokens, at, tenantCurrency)) return undefined;
  return { unit, end: at + 1 };
}

function percentEnd(tokens: readonly Token[], { end }: Quantity): number | undefined {
  let at = end;
  while (at < end + 3 && /^[*_`\\-]$/.test(tokens[at]?.text ?? "")) at += 1;
  if (percentWords.has(tokens[at]?.lower ?? "")) return at + 1;
  return tokens[at]?.lower === "per" && tokens[at + 1]?.lower === "cent" ? at + 2 : undefined;
}

/** "half the price", "half off", "aadhe daam". */
function fractionAt(tokens: readonly Token[], at: number): number | undefined {
  const share = fractionWords.get(tokens[at]?.lower ?? "");
  if (share === undefined) return undefined;
  const near = tokens.slice(at + 1, at + 4).map(({ lower }) => lower);
  const end = near.findIndex((word) => priceCues.has(word) || discountWords.has(word) || rateWords.has(word));
  return end >= 0 && near.slice(0, end).every((word) => /^(?:the|of|your|usual|-|full|ki|ke|का|की|के)$/.test(word))
    ? share
    : undefined;
}

function isRange(tokens: readonly Token[], end: number, at: number): boolean {
  return at === end + 1 && rangeWords.has(tokens[end]?.lower ?? "");
}

/** A number without a currency that is a price by the words around it. */
function isBarePrice(tokens: readonly Token[], at: number, quantity: Quantity): boolean {
  const next = tokens[quantity.end]?.lower ?? "";
  if (quantity.doubtful || multiplier.has(next)) return false;
  if (discountWords.has(next)) return true;
  if (/^(?:की|का|ki|ka|च्या|ની)$/.test(next) && discountWords.has(tokens[quantity.end + 1]?.lower ?? "")) return true;
  if (!standsAlone(tokens, quantity.end)) return false;
  if (onlyWords.has(next) && quantity.values.some((value) => value >= 50)) return true;
  if (onlyBefore.has(tokens[at - 1]?.lower ?? "") && quantity.values.some((value) => value >= 100)) return true;
  return quantity.scaled || followsPriceCue(tokens, at);
}

function followsPriceCue(tokens: readonly Token[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 6); before -= 1) {
    const token = tokens[before];
    if (token === undefined) return false;
    if (token.lower === "yours") return /^(?:for|at)$/.test(tokens[before + 1]?.lower ?? "");
    if (priceCues.has(token.lower)) return true;
    if (!priceFillers.has(token.lower) && !betweenSigns.has(token.text)) return false;
  }
  return false;
}

/** Whether no unit follows a number, as "days" in "2 days" and the minutes in "10:30". */
function standsAlone(tokens: readonly Token[], end: number): boolean {
  const next = tokens[end];
  if (next === undefined) return true;
  if (next.kind === "number") return false;
  if (next.kind === "word") return priceTails.has(next.lower);
  if (next.text === "-" || next.text === "/" || next.text === ":") return tokens[end + 1] === undefined;
  return !/^[°'"@#&+]$/.test(next.text);
}
