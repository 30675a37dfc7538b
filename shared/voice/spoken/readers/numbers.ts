import type { Lexicon, NumberUse } from "../lexicon.ts";
import { type Place, type Reader, reader } from "../place.ts";

/** A number as it is written: 1,250 or 12,34,567.50 or 3.5, and 1.234,50 as in Europe. */
export const writtenNumber = String.raw`\d{1,3}(?:\.\d{3}){1,5},\d\d(?!\d)|\d{1,3}(?:,\d{2,3}){1,6}(?![\d,]*\d)(?:\.\d{1,6}(?!\d))?|\d{1,14}(?!\d)(?:\.\d{1,6}(?!\d))?`;

export interface WrittenNumber {
  readonly integer: number;
  /** As they are written; none: the empty string. */
  readonly decimals: string;
  /** By its commas: 1,000,000 is western, 10,00,000 Indian. Undefined where they do not tell. */
  readonly western: boolean | undefined;
}

export function parseNumber(written: string): WrittenNumber {
  const isEuropean = /\.\d{3},\d\d$/.test(written);
  const text = isEuropean ? written.replaceAll(".", "").replace(",", ".") : written;
  const [whole = "", decimals = ""] = text.split(".");
  const groups = whole.split(",").slice(1);
  const isIndian = groups.some(({ length }) => length === 2);
  const western = groups.length < 2 && !isIndian ? undefined : !isIndian;
  return { integer: Number(whole.replaceAll(",", "")), decimals, western };
}

/** Currencies of countries that count in lakhs. */
const lakhCurrencies = new Set(["INR", "PKR", "BDT", "NPR", "LKR", "BTN"]);

export function isWestern({ western }: Pick<WrittenNumber, "western">, currency: string): boolean {
  return western ?? !lakhCurrencies.has(currency);
}

/** A number in words, with its decimals digit by digit. */
export function sayNumber(
  number: WrittenNumber,
  { lexicon, options }: Pick<Place, "lexicon" | "options">,
  use: NumberUse & { readonly halves?: boolean } = {},
): string {
  const { integer, decimals } = number;
  const { halves, signs } = lexicon;
  if (use.halves && halves && decimals === "5" && integer > 0) {
    if (integer === 1) return halves.one;
    return integer === 2 ? halves.two : `${halves.and} ${lexicon.cardinal(integer)}`;
  }
  const western = isWestern(number, options.currency);
  const whole = lexicon.cardinal(integer, { western, ...use, noun: use.noun === true && decimals === "" });
  return decimals === "" ? whole : `${whole} ${signs.point} ${sayDigits(decimals, lexicon)}`;
}

/** `1024` → "one zero two four". */
export function sayDigits(digits: string, { digits: words }: Pick<Lexicon, "digits">): string {
  return Array.from(digits, (digit) => words[Number(digit)] ?? digit).join(" ");
}

const scaleValues = { thousand: 1_000, lakh: 100_000, crore: 10_000_000, million: 1_000_000 } as const;
export type Scale = keyof typeof scaleValues;

const scaleWords: readonly (readonly [Scale, string])[] = [
  ["thousand", "k|K|thousand|हज़ार|हजार|হাজার|వేల|వేలు|ஆயிரம்|હજાર|ہزار"],
  ["lakh", "lakhs?|Lakhs?|lacs?|Lacs?|लाख|লাখ|লক্ষ|లక్షల|లక్షలు|లక్ష|லட்சம்|લાખ|لاکھ"],
  ["crore", "crores?|Crores?|cr|Cr|करोड़|कोटी|কোটি|కోట్ల|కోట్లు|కోటి|கோடி|કરોડ|کروڑ"],
  ["million", "million|Million|mn"],
];
/** Not followed by a letter: 5 km is not five thousand. */
export const writtenScale = `(?:${scaleWords.map(([, words]) => words).join("|")})(?![\\p{L}\\p{M}\\d])`;
const scaleOf = new Map(
  scaleWords.flatMap(([scale, words]) =>
    words
      .split("|")
      .flatMap((word) => [[word.replace("s?", ""), scale] as const, [word.replace("s?", "s"), scale] as const]),
  ),
);

/** "1.5 lakh", "2 crore": with a fraction as people say it, or else as the whole number that it is. */
export function sayScaled(
  number: WrittenNumber,
  written: string,
  place: Pick<Place, "lexicon" | "options">,
  use: NumberUse = {},
): string {
  const { lexicon } = place;
  const scale = scaleOf.get(written) ?? "thousand";
  const western = scale === "million";
  const { integer, decimals } = number;
  const product = Math.round(Number(`${integer}.${decimals || "0"}`) * scaleValues[scale] * 100) / 100;
  const isHalf = lexicon.halves !== null && decimals === "5" && integer > 0;
  const saysPoint = lexicon.saysPointOfScale && decimals !== "" && scale !== "thousand";
  if (!isHalf && !saysPoint && Number.isInteger(product)) return lexicon.cardinal(product, { ...use, western });
  return `${sayNumber(number, place, { halves: true })} ${lexicon.scales[scale]}`;
}

const plain = new RegExp(`(${writtenNumber})(?:\\s?(${writtenScale}))?`, "uy");

/** Any number: the last resort of the readers of digits. */
export const numberReader: Reader = reader(plain, "value", ([, digits = "", scale], place) => {
  const number = parseNumber(digits);
  return scale === undefined ? sayNumber(number, place) : sayScaled(number, scale, place);
});

const dotted = /\d{1,6}(?:\.\d{1,6}){2,5}(?![\d.]*\d)/y;

/** `1.2.3`: a version, a chapter, an address. */
export const dottedReader: Reader = reader(dotted, "words", ([written], { lexicon }) =>
  written
    .split(".")
    .map((part) => lexicon.cardinal(Number(part)))
    .join(` ${lexicon.signs.point} `),
);

/** `1990s`: voices know how to say it. */
export const decadeReader: Reader = reader(/(?:1[5-9]|20)\d0s(?!\p{L})/uy, "words", ([written]) => written);
