import { plainDigits } from "../../schema/plain-digits.ts";
import { digitWords, plusWords, repeatWords } from "./digit-words.ts";
import { withWrittenMails } from "./spoken-mail.ts";

/** Fewer digits may be a quantity or a time: "one or two"; "ten thirty", where words stand for two digits each. */
const fewestDigits = 4;
const fewestInPairs = 8;

/**
 * What a caller said, with numbers and e-mail addresses as people write them: "nine eight double one two three" →
 * 981123, "asha dot rao at gmail dot com" → asha.rao@gmail.com. Digits in the words of every supported language, also
 * mixed. All else stays. Takes time linear in the text's length.
 */
export function writtenForm(said: string): string {
  return withWrittenMails(withWrittenNumbers(plainDigits(said)));
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words and numbers, and where they stand. */
function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\u200c\u200d]+|\d+/gu), ({ 0: found, index }) => ({
    text: found.toLowerCase(),
    start: index,
    end: index + found.length,
  }));
}

function withWrittenNumbers(text: string): string {
  const words = wordsOf(text);
  let written = "";
  let copied = 0;
  for (let at = 0; at < words.length; ) {
    const run = runAt(words, at, text);
    if (run.isSaid && run.digits.length >= (run.hasPairs ? fewestInPairs : fewestDigits)) {
      written += text.slice(copied, words[at]?.start) + run.plus + run.digits;
      copied = words[run.next - 1]?.end ?? copied;
    }
    at = Math.max(run.next, at + 1);
  }
  return written + text.slice(copied);
}

interface Run {
  readonly plus: string;
  readonly digits: string;
  /** Whether a word is among the digits. */
  readonly isSaid: boolean;
  /** Whether a word stands for two digits. */
  readonly hasPairs: boolean;
  /** Index of the word after it. */
  readonly next: number;
}

/** The digits that are said one after the other from a word on. */
function runAt(words: readonly Word[], from: number, text: string): Run {
  let digits = "";
  let isSaid = false;
  let hasPairs = false;
  let times = 1;
  let at = from;
  let next = from;
  const plus = plusWords.has(words[from]?.text ?? "") ? "+" : "";
  if (plus !== "") at += 1;
  for (let word = words[at]; word !== undefined && (at === from || isBeside(words, at, text)); word = words[at]) {
    const repeat = repeatWords.get(word.text);
    const value = /\d/.test(word.text) ? word.text : digitWords.get(word.text);
    at += 1;
    if (repeat !== undefined) {
      times = repeat;
      isSaid = true;
      continue;
    }
    if (value === undefined) break;
    isSaid ||= !/\d/.test(word.text);
    hasPairs ||= value.length > 1 && !/\d/.test(word.text);
    const units = isTens(value, word.text) ? unitAt(words, at, text) : undefined;
    if (units !== undefined) at += 1;
    digits += (units === undefined ? value : String(Number(value) + units)).repeat(times);
    times = 1;
    next = at;
  }
  return { plus, digits, isSaid, hasPairs, next: digits === "" ? at : next };
}

/** Only what voices and recognisers put between digits stands between them. */
function isBeside(words: readonly Word[], at: number, text: string): boolean {
  const between = text.slice(words[at - 1]?.end, words[at]?.start);
  return between.length <= 4 && /^[\s,.\-–]*$/.test(between);
}

/** "Ninety", which "ninety one" goes on. */
function isTens(value: string, word: string): boolean {
  return /^[2-9]0$/.test(value) && !/\d/.test(word);
}

/** The 1 to 9 that follows right after. */
function unitAt(words: readonly Word[], at: number, text: string): number | undefined {
  const word = words[at];
  if (word === undefined || /\d/.test(word.text) || !/^[\s-]$/.test(text.slice(words[at - 1]?.end, word.start)))
    return undefined;
  const value = digitWords.get(word.text);
  return value !== undefined && /^[1-9]$/.test(value) ? Number(value) : undefined;
}
