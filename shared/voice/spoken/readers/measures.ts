import { type UnitName, withNoun } from "../lexicon.ts";
import { type Reader, reader } from "../place.ts";
import { parseNumber, sayNumber, writtenNumber } from "./numbers.ts";

/** As they are written. What begins with another one comes before it. */
const units: Readonly<Record<UnitName, string>> = {
  kmh: String.raw`km\/h|kmph|kmh`,
  km: "kms?|KM|किमी|किलोमी",
  cm: "cms?",
  mmhg: String.raw`mm\s?Hg`,
  mm: "mm",
  kg: "kgs?|Kgs?|KG|किग्रा",
  mgdl: String.raw`mg\/d[lL]`,
  gdl: String.raw`g\/d[lL]`,
  mg: "mgs?|मिग्रा",
  mcg: "mcg|µg|μg",
  g: "gms?|g",
  ml: "ml|mL|ML",
  l: "ltrs?|l|L",
  hour: "hrs?|h",
  minute: "mins?",
  second: "secs?",
  sqft: String.raw`sq\.?\s?ft\.?|sqft`,
  ft: "ft",
  celsius: String.raw`°\s?C|डिग्री सेल्सियस`,
  fahrenheit: String.raw`°\s?F`,
  gb: "GB",
  mb: "MB",
  kcal: "kcal",
};
const names = Object.keys(units) as UnitName[];
const patterns = names.map((unit) => `(?<${unit}>${units[unit]})`);

const measure = new RegExp(
  String.raw`(${writtenNumber})(?:\s?([-–—/])\s?(${writtenNumber}))?\s?(?:(?<percent>%|٪)|(?:${patterns.join("|")})(?![\p{L}\p{M}\d]))`,
  "uy",
);

/** `5 km`, `500mg`, `37.5°C`, `24-48 hrs`, `12.5%`. */
export const measureReader: Reader = reader(measure, "value", (match, place) => {
  const [, first = "", sign, last] = match;
  const { lexicon } = place;
  const use = { noun: true, halves: true };
  const number = parseNumber(last ?? first);
  const joint = sign === "/" ? lexicon.signs.over : lexicon.signs.to;
  const from = last === undefined ? "" : `${sayNumber(parseNumber(first), place, use)} ${joint} `;
  const said = from + sayNumber(number, place, use);
  if (match.groups?.percent !== undefined) return `${said} ${lexicon.signs.percent}`;
  const unit = names.find((name) => match.groups?.[name] !== undefined);
  if (unit === undefined) return undefined;
  return withNoun(said, lexicon.units[unit], last === undefined && number.integer === 1 && number.decimals === "");
});

const hoursMinutes = /(\d{1,3})\s?h(?:rs?)?\s?([0-5]?\d)\s?m(?:ins?)?(?![\p{L}\p{M}\d])/uy;

/** `2h 30m`. */
export const durationReader: Reader = reader(hoursMinutes, "value", ([, hours = "", minutes = ""], { lexicon }) => {
  const say = (value: number, unit: "hour" | "minute") =>
    withNoun(lexicon.cardinal(value, { noun: true }), lexicon.units[unit], value === 1);
  return `${say(Number(hours), "hour")} ${say(Number(minutes), "minute")}`;
});

const quotient = new RegExp(String.raw`(${writtenNumber})\s?([/×xX])\s?(${writtenNumber})(?![\p{L}\p{M}\d/])`, "uy");

/** `120/80`, `10 x 12`, `24/7`. */
export const quotientReader: Reader = reader(quotient, "value", ([whole, first = "", sign, last = ""], place) => {
  const { signs } = place.lexicon;
  const [one, other] = [sayNumber(parseNumber(first), place), sayNumber(parseNumber(last), place)];
  if (/^24\s?[/x]\s?7$/i.test(whole)) return `${one} ${other}`;
  return `${one} ${sign === "/" ? signs.over : signs.times} ${other}`;
});
