import { languageOf } from "../../agent/language/language.ts";
import { plainDigits } from "../../schema/plain-digits.ts";
import type { Lexicon } from "./lexicon.ts";
import { lexicons } from "./lexicons/index.ts";
import { withoutMarkup } from "./markup.ts";
import { matchAt, type Place, type Reader, type Said, type SpokenOptions } from "./place.ts";
import { emailReader, urlReader } from "./readers/addresses.ts";
import { prefixedAmount, suffixedAmount } from "./readers/amounts.ts";
import { codeReader, digitRunReader, leadingZeroReader, phoneReader, veryLongReader } from "./readers/digits.ts";
import { durationReader, measureReader, quotientReader } from "./readers/measures.ts";
import * as moments from "./readers/moments.ts";
import { decadeReader, dottedReader, numberReader } from "./readers/numbers.ts";
import { ordinalReader } from "./readers/ordinals.ts";
import { abbreviationReader, comparisonReader, isRange, minusReader, signReader } from "./readers/signs.ts";

const digitReaders: readonly Reader[] = [
  ...[
    emailReader,
    urlReader,
    moments.timestampReader,
    moments.isoDateReader,
    phoneReader,
    moments.numericDateReader,
    dottedReader,
    decadeReader,
  ],
  ...[moments.dayMonthReader, moments.timeReader, suffixedAmount, durationReader, measureReader, ordinalReader],
  ...[quotientReader, codeReader, digitRunReader, leadingZeroReader, veryLongReader, numberReader],
];
const letterReaders: readonly Reader[] = [
  ...[
    emailReader,
    urlReader,
    moments.monthDayReader,
    moments.monthYearReader,
    prefixedAmount,
    abbreviationReader,
    codeReader,
  ],
];
const readDigits = firstOf(digitReaders);
const readLetters = firstOf(letterReaders);
const readSigns = firstOf([
  ...[
    prefixedAmount,
    phoneReader,
    minusReader,
    comparisonReader(firstOf([prefixedAmount, ...digitReaders])),
    signReader,
  ],
]);

const word = /[\p{L}\p{M}\p{N}\u200c\u200d]+/uy;

/**
 * A reply's text as people say it aloud: amounts, numbers, dates, times, measures, telephone numbers and addresses in
 * words of the text's language, and nothing that is only for the eye. What the text says stays the same. A language
 * whose numbers the product does not know keeps its digits. Takes time linear in the text's length.
 */
export function spokenText(text: string, options: SpokenOptions): string {
  const clean = withoutMarkup(text);
  const lexicon = lexicons[languageOfText(clean, options.language)];
  return tidy(lexicon ? readAll(plainDigits(clean), lexicon, options) : clean);
}

function readAll(text: string, lexicon: Lexicon, options: SpokenOptions): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const said = readAt({ text, at, lexicon, options });
    parts.push(said.words);
    at = said.end;
    const range = said.kind === "value" ? isRange({ text, at }) : null;
    if (range === null) continue;
    parts.push(` ${lexicon.signs.to} `);
    at += range[0].length;
  }
  return parts.join("");
}

function readAt(place: Place): Said {
  const { text, at } = place;
  const first = text[at] ?? "";
  const read = /\d/.test(first) ? readDigits : /[\p{L}]/u.test(first) ? readLetters : readSigns;
  const said = read(place);
  if (said) return { ...said, words: spaced(said, place) };
  const end = at + (matchAt(word, place)?.[0].length ?? 1);
  // A hyphen of COVID-19 is not said.
  const isHyphen = first === "-" && /[\p{L}\p{M}]/u.test(text[at - 1] ?? "") && /\d/.test(text[end] ?? "");
  return { end, words: isHyphen ? " " : text.slice(at, end), kind: "words" };
}

/** Words beside letters need a space; an ending that the text gives a number (10টা, 5వ) stays with it. */
function spaced({ words, end, kind }: Said, { text, at }: Place): string {
  const isAfterLetter = /[\p{L}\p{M}\d]/u.test(text[at - 1] ?? "");
  const next = text[end] ?? "";
  const isBeforeWord = /[A-Za-z\d₹$€£]/.test(next) || (kind === "words" && /\p{L}/u.test(next));
  return `${isAfterLetter ? " " : ""}${words}${isBeforeWord ? " " : ""}`;
}

function firstOf(readers: readonly Reader[]): Reader {
  return (place) => {
    for (const read of readers) {
      const said = read(place);
      if (said) return said;
    }
    return undefined;
  };
}

const scripts: Readonly<Record<string, RegExp>> = {
  en: /[A-Za-z]/,
  hi: /\p{Script=Devanagari}/u,
  mr: /\p{Script=Devanagari}/u,
  bn: /\p{Script=Bengali}/u,
  te: /\p{Script=Telugu}/u,
  ta: /\p{Script=Tamil}/u,
  gu: /\p{Script=Gujarati}/u,
  ur: /\p{Script=Arabic}/u,
};

/** The base language of a text: the given one where the text is in its script, or has no letters. */
function languageOfText(text: string, language: string): string {
  const [given = language] = language.split("-");
  const script = scripts[given];
  const sample = text.slice(0, 2_000);
  const isLatin = given === "en" && !/[\u0600-\u06ff\u0900-\u0dff]/.test(sample);
  if (isLatin || (given !== "en" && script?.test(sample))) return given;
  return (languageOf(sample) ?? given).split("-")[0] ?? given;
}

function tidy(text: string): string {
  return (
    text
      .replace(/[ \t\u00a0]+/g, " ")
      .replace(/ ?\n\s*/g, "\n")
      // The lines of a list are sentences of their own.
      .replace(/(?<=[\p{L}\p{M}\p{N})])\n/gu, ".\n")
      .replace(/ (?=[,.;:!?।۔،؟])/g, "")
      .trim()
  );
}
