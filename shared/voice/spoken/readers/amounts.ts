import { type Noun, withNoun } from "../lexicon.ts";
import { type Place, type Reader, reader } from "../place.ts";
import { parseNumber, sayNumber, sayScaled, type WrittenNumber, writtenNumber, writtenScale } from "./numbers.ts";

const symbols: Readonly<Record<string, string>> = {
  "₹": "INR",
  "₨": "INR",
  "Rs.": "INR",
  Rs: "INR",
  "रु.": "INR",
  रु: "INR",
  "রু.": "INR",
  "રૂ.": "INR",
  $: "USD",
  US$: "USD",
  "€": "EUR",
  "£": "GBP",
};
const codes = new Set(Intl.supportedValuesOf("currency"));

const symbol = String.raw`(?:₹|₨|US\$|\$|€|£|(?:Rs\.?|रु\.?|রু\.|રૂ\.|[A-Z]{3})(?![\p{L}\p{M}]))`;
/** Names of currencies in a text. They stay as they are written, with their endings. */
const name = String.raw`(?:(?:rupees?|Rupees?|dollars?|euros?|pounds?|dirhams?)(?![\p{L}])|(?:रुप|টাকা|రూపాయ|ரூபா|રૂપિયા|રૂપિયો|روپ|डॉलर|ডলার|డాలర్|டாலர்|ડૉલર|ڈالر)[\p{L}\p{M}]*)`;

const range = String.raw`(?:\s?[-–—]\s?(?:${symbol}\s?)?(${writtenNumber}))?`;
const scale = String.raw`(?:\s?(${writtenScale}))?`;
const per = String.raw`(?:\s?/-)?(?:\s?/\s?(\p{L}[\p{L}\p{M}]{1,20}))?`;

const prefixed = new RegExp(String.raw`(${symbol})\s?(${writtenNumber})${range}${scale}${per}`, "uy");
const suffixed = new RegExp(
  String.raw`(${writtenNumber})${range}${scale}\s?(?:(${symbol}(?!\s?\d))|(${name})|(/-))(?:\s?/\s?(\p{L}[\p{L}\p{M}]{1,20}))?`,
  "uy",
);

/** `₹1,250.50`, `Rs 500-700/-`, `INR 1.5 lakh`, `₹999/month`. */
export const prefixedAmount: Reader = reader(prefixed, "value", ([, sign = "", first = "", last, by, each], place) => {
  const currency = currencyOf(sign);
  return currency === undefined
    ? undefined
    : sayAmount({ first, last, scale: by, each, currency, name: undefined }, place);
});

/** `1250 rupees`, `1250 रुपये`, `500 INR`, `250/-`. */
export const suffixedAmount: Reader = reader(suffixed, "value", (match, place) => {
  const [, first = "", last, by, sign, written, , each] = match;
  const currency = sign === undefined ? place.options.currency : currencyOf(sign);
  return currency === undefined
    ? undefined
    : sayAmount({ first, last, scale: by, each, currency, name: written }, place);
});

interface Amount {
  readonly first: string;
  /** The end of a range. */
  readonly last: string | undefined;
  readonly scale: string | undefined;
  /** `/month`. */
  readonly each: string | undefined;
  readonly currency: string;
  /** The currency's name as the text has it. */
  readonly name: string | undefined;
}

function sayAmount({ first, last, scale: by, each, currency, name: written }: Amount, place: Place): string {
  const { lexicon } = place;
  const from = last === undefined ? "" : `${sayPart(parseNumber(first), undefined, place)} ${lexicon.signs.to} `;
  const amount = parseNumber(last ?? first);
  const isOne = amount.integer === 1 && amount.decimals === "" && by === undefined && last === undefined;
  const nouns = lexicon.currencies[currency];
  const major = nouns?.major ?? currencyName(lexicon.locale, currency);
  const isKnownName = written === undefined || [major].flat().includes(written);
  const said =
    nouns && isKnownName && by === undefined && amount.decimals.length === 2
      ? sayMinor(amount, { major, minor: nouns.minor }, place)
      : withNoun(sayPart(amount, by, place), written ?? major, isOne);
  return from + said + (each === undefined ? "" : ` ${lexicon.signs.per.replace("#", () => each)}`);
}

function sayPart(number: WrittenNumber, by: string | undefined, place: Place): string {
  const use = { noun: true, hundreds: true };
  return by === undefined ? sayNumber(number, place, use) : sayScaled(number, by, place, use);
}

/** Rupees and paise. */
function sayMinor(amount: WrittenNumber, { major, minor }: { major: Noun; minor: Noun }, place: Place): string {
  const whole = { ...amount, decimals: "" };
  const paise = Number(amount.decimals);
  const rupees = withNoun(sayPart(whole, undefined, place), major, amount.integer === 1);
  if (paise === 0) return rupees;
  const rest = withNoun(place.lexicon.cardinal(paise, { noun: true }), minor, paise === 1);
  return amount.integer === 0 ? rest : rupees + place.lexicon.minorJoin + rest;
}

function currencyOf(sign: string): string | undefined {
  return symbols[sign] ?? (codes.has(sign) ? sign : undefined);
}

const names = new Map<string, string>();

/** A rare currency's name as Unicode's CLDR has it. */
function currencyName(locale: string, currency: string): string {
  const key = `${locale}/${currency}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "name" });
  const found = format.formatToParts(2).find(({ type }) => type === "currency")?.value ?? currency;
  names.set(key, found);
  return found;
}
