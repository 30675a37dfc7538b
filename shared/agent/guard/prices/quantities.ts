import { isAmbiguousNumber, type NumberWord, numberWords } from "./number-words.ts";

/** A word, a number or a sign of a readable text. */
export interface Token {
  readonly text: string;
  readonly lower: string;
  readonly kind: "word" | "number" | "sign";
  readonly number?: NumberWord | undefined;
}

/** A number as a person writes it, in digits or words. */
export interface Quantity {
  /** Several where a separator can be read in two ways: `1.499` is 1.499 or 1499. */
  readonly values: readonly number[];
  /** Index of the first token after it. */
  readonly end: number;
  /** Whether a word such as "hundred" or "lakh" belongs to it. */
  readonly scaled: boolean;
  /** A single word that usually means something else, such as the Hinglish "do". */
  readonly doubtful: boolean;
}

const token = /\d[\d,]*(?:\.\d+)*|[\p{L}\p{M}]+|[^\s\p{L}\p{M}\d]/gu;

export function tokensOf(text: string): readonly Token[] {
  return Array.from(text.matchAll(token), ([found]) => {
    const lower = found.toLowerCase();
    const first = found.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) return { text: found, lower, kind: "number" as const };
    const isWord = first > 0x7f ? /^[\p{L}\p{M}]/u.test(found) : /^[a-z]/i.test(found);
    return isWord
      ? { text: found, lower, kind: "word" as const, number: numberWords.get(lower) }
      : { text: found, lower, kind: "sign" as const };
  });
}

/** Abbreviations and words of a scale that need a number before them. */
const scaleLetters = new Set(["k", "cr", "mn", "grand"]);

/** The number that begins at a token: `1,499`, `1.5 lakh`, `five hundred and fifty`, `साढ़े तीन सौ`. */
export function quantityAt(tokens: readonly Token[], from: number): Quantity | undefined {
  const first = tokens[from];
  if (first === undefined || first.kind === "sign") return undefined;
  if (first.kind === "word" && !beginsNumber(tokens, from)) return undefined;
  let at = from;
  let total = 0;
  let more = 0;
  let current: readonly number[] = [];
  let scaled = false;
  for (let each = tokens[at]; each !== undefined; each = tokens[at]) {
    const word = each.number;
    if (each.kind === "number") {
      if (current.length > 0) break;
      current = readings(each.text).map((value) => value + more);
      if (current.length === 0) return undefined;
    } else if (word === undefined) {
      if (isAndAHalf(tokens, at)) {
        current = current.map((value) => value + 0.5);
        at += 2;
      } else if (!joinsNumber(tokens, at)) break;
    } else if (word.type === "times") {
      if (scaleLetters.has(each.lower) && current.length === 0) break;
      scaled = true;
      const factor = current.length === 0 ? [1 + more] : current;
      if (word.value === 100) current = factor.map((value) => value * 100);
      else {
        total += Math.max(...factor) * word.value;
        current = [];
      }
      more = 0;
    } else if (word.type === "more") more = word.value;
    else if (at > from && tokens[at - 1]?.kind === "number") break;
    else {
      current = [(current[0] ?? 0) + word.value + more];
      more = 0;
    }
    at += 1;
  }
  if (at === from) return undefined;
  const values = (current.length === 0 ? [0] : current).map((value) => rounded(total + value));
  return { values, end: at, scaled, doubtful: at === from + 1 && isAmbiguousNumber(first.lower) };
}

function beginsNumber(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at];
  if (word?.number === undefined || scaleLetters.has(word.lower)) return false;
  return true;
}

/** "one hundred and fifty", "fifty-nine". */
function joinsNumber(tokens: readonly Token[], at: number): boolean {
  const [before, joint, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (after?.number?.type !== "units" || before?.number === undefined) return false;
  if (joint?.lower === "-")
    return before.number.type === "units" && before.number.value >= 20 && after.number.value < 10;
  return joint?.lower === "and" && before.number.type === "times";
}

/** "one and a half lakh". */
function isAndAHalf(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.lower === "and" && tokens[at + 1]?.lower === "a" && tokens[at + 2]?.lower === "half";
}

/** The values of digits with separators, of Indian, Western and European grouping. */
function readings(digits: string): readonly number[] {
  const text = digits.replace(/,+$/, "");
  const plain = Number(text.replaceAll(",", ""));
  const found = Number.isNaN(plain) ? [] : [plain];
  if (/^\d{1,3}(?:\.\d{3})+$/.test(text)) found.push(Number(text.replaceAll(".", "")));
  if (/^\d+,\d{2}$/.test(text)) found.push(Number(text.replace(",", ".")));
  return found;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** Minimum bare number in a source that counts as a price. Smaller ones are hours, tests and kilometres. */
export const minBarePrice = 100;

/** Every number in a text, as written and with its scale. */
export function numbersIn(text: string): readonly number[] {
  const tokens = tokensOf(text);
  const found: number[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const each = tokens[at];
    if (each?.kind === "number") found.push(...readings(each.text));
    const quantity = quantityAt(tokens, at);
    if (quantity === undefined) continue;
    found.push(...quantity.values);
    at = quantity.end - 1;
  }
  return found;
}
