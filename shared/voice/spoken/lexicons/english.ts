import English from "to-words/en-IN";
import type { Clock, Lexicon, NumberUse } from "../lexicon.ts";
import { belowHundred, indianCardinal } from "./compose.ts";

const below100 = belowHundred(new English().config.numberWordsMapping).map((word) => word.toLowerCase());

const indian = indianCardinal({
  below100,
  saysHundreds: false,
  hundred: (_count, words) => `${words} hundred`,
  thousand: (_count, words) => `${words} thousand`,
  lakh: (_count, words) => `${words} lakh`,
  crore: (_count, words) => `${words} crore`,
});

const westernScales = [
  [1_000_000_000_000, "trillion"],
  [1_000_000_000, "billion"],
  [1_000_000, "million"],
  [1_000, "thousand"],
  [100, "hundred"],
] as const;

function western(value: number): string {
  const parts: string[] = [];
  let rest = value;
  for (const [size, word] of westernScales) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${western(count)} ${word}`);
  }
  if (rest > 0 || parts.length === 0) parts.push(below100[rest] ?? "");
  return parts.join(" ");
}

function cardinal(value: number, { western: isWestern = false }: NumberUse = {}): string {
  return isWestern ? western(value) : indian(value);
}

const irregularOrdinals: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

/** `twenty one` → `twenty first`. */
export function ordinal(value: number): string {
  const words = cardinal(value).split(" ");
  const last = words.pop() ?? "";
  const ending = irregularOrdinals[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words, ending].join(" ");
}

function year(value: number): string {
  const [century, rest] = [Math.floor(value / 100), value % 100];
  if (value < 1_100 || value > 2_099 || (value >= 2_000 && value < 2_010)) return cardinal(value);
  if (rest === 0) return `${cardinal(century)} hundred`;
  return `${cardinal(century)} ${rest < 10 ? `oh ${cardinal(rest)}` : cardinal(rest)}`;
}

function time({ hour, minute, marked, bare }: Clock): string {
  if (marked && !bare && minute === 0 && hour % 12 === 0) return hour === 0 ? "twelve midnight" : "twelve noon";
  const twelve = cardinal(hour % 12 === 0 ? 12 : hour % 12);
  const half = marked ? (hour < 12 ? " AM" : " PM") : "";
  if (minute === 0) return twelve + (half === "" && !bare ? " o'clock" : half);
  return `${twelve} ${minute < 10 ? `oh ${cardinal(minute)}` : cardinal(minute)}${half}`;
}

export const english: Lexicon = {
  locale: "en-IN",
  digits: below100.slice(0, 10),
  cardinal,
  day: ordinal,
  year,
  time,
  dayParts: [],
  clockWord: /\s?o['’]clock/y,
  halves: null,
  saysPointOfScale: true,
  abbreviations: {
    "Dr.": "Doctor",
    "Mr.": "Mister",
    "Mrs.": "Missus",
    "Prof.": "Professor",
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera.",
    "approx.": "approximately",
    "vs.": "versus",
    "Pvt.": "Private",
    "Ltd.": "Limited",
    "min.": "minimum",
    "max.": "maximum",
    "Govt.": "Government",
    "Dept.": "Department",
    "dept.": "department",
  },
  signs: {
    minus: "minus",
    point: "point",
    percent: "percent",
    to: "to",
    over: "by",
    times: "by",
    plus: "plus",
    equals: "equals",
    and: "and",
    number: "number",
    about: "about #",
    below: "less than #",
    above: "more than #",
    per: "per #",
    dot: "dot",
    at: "at",
    dash: "dash",
    underscore: "underscore",
  },
  scales: { thousand: "thousand", lakh: "lakh", crore: "crore", million: "million" },
  minorJoin: " and ",
  currencies: {
    INR: { major: ["rupee", "rupees"], minor: ["paisa", "paise"] },
    USD: { major: ["dollar", "dollars"], minor: ["cent", "cents"] },
    EUR: { major: ["euro", "euros"], minor: ["cent", "cents"] },
    GBP: { major: ["pound", "pounds"], minor: ["penny", "pence"] },
    AED: { major: ["dirham", "dirhams"], minor: ["fils", "fils"] },
  },
  units: {
    km: ["kilometre", "kilometres"],
    cm: ["centimetre", "centimetres"],
    mm: ["millimetre", "millimetres"],
    kg: ["kilogram", "kilograms"],
    g: ["gram", "grams"],
    mg: ["milligram", "milligrams"],
    mcg: ["microgram", "micrograms"],
    l: ["litre", "litres"],
    ml: ["millilitre", "millilitres"],
    hour: ["hour", "hours"],
    minute: ["minute", "minutes"],
    second: ["second", "seconds"],
    sqft: ["square foot", "square feet"],
    ft: ["foot", "feet"],
    kmh: ["kilometre per hour", "kilometres per hour"],
    celsius: ["degree Celsius", "degrees Celsius"],
    fahrenheit: ["degree Fahrenheit", "degrees Fahrenheit"],
    gb: "GB",
    mb: "MB",
    mgdl: ["milligram per decilitre", "milligrams per decilitre"],
    gdl: ["gram per decilitre", "grams per decilitre"],
    mmhg: "millimetres of mercury",
    kcal: ["kilocalorie", "kilocalories"],
  },
};
