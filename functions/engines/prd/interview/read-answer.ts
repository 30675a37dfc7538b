import type { AnswerKind } from "./questions.ts";

/** Names of languages in English and in Hindi, by tag. */
const languageNames: Readonly<Record<string, RegExp>> = {
  hi: /hindi|हिंदी|हिन्दी/i,
  en: /english|अंग्रेज़ी|अंग्रेजी|इंग्लिश/i,
  bn: /bengali|bangla|बांग्ला|बंगाली/i,
  ta: /tamil|तमिल/i,
  te: /telugu|तेलुगु|तेलुगू/i,
  mr: /marathi|मराठी/i,
  gu: /gujarati|गुजराती/i,
  kn: /kannada|कन्नड़/i,
  ml: /malayalam|मलयालम/i,
  pa: /punjabi|पंजाबी/i,
  ur: /urdu|उर्दू/i,
};
const yes = /^(yes|yeah|yep|sure|of course|haan?|ji|हाँ|हां|जी|बिल्कुल)(?![\p{L}\p{M}])/iu;
const no = /^(no|nope|never|not|nahi|nahin|नहीं|नही|ना|कभी नहीं)(?![\p{L}\p{M}])/iu;
const allDay = /24\s*[/x×]\s*7|round the clock|around the clock|always|चौबीस|24 घंटे|हमेशा/i;
const time = /\d{1,2}([:.]\d{2})?\s*(am|pm|a\.m\.|p\.m\.|बजे)?/i;
const unknown =
  /^(skip|pass|later|i (do not|don't) know|don't know|not sure|no idea|पता नहीं|नहीं पता|मालूम नहीं|बाद में|छोड़ें)[.!।\s]*$/i;

export function languagesIn(text: string): readonly string[] {
  return Object.entries(languageNames).flatMap(([tag, name]) => (name.test(text) ? [tag] : []));
}

/** True for an answer that leaves the question open on purpose. */
export function isSkipped(text: string): boolean {
  return unknown.test(text.trim());
}

export function isYes(text: string): boolean {
  return yes.test(text.trim());
}

export function isNo(text: string): boolean {
  return no.test(text.trim());
}

export function isAllDay(text: string): boolean {
  return allDay.test(text);
}

/** The first number of a text, in digits of either script. */
export function numberIn(text: string): number | undefined {
  const digits = text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
  const found = /\d+(?:\.\d+)?/.exec(digits)?.[0];
  return found === undefined ? undefined : Number(found);
}

/** Whether an answer can be used for a question of this kind. What cannot is asked about and never guessed. */
export function isUnderstood(kind: AnswerKind, text: string): boolean {
  const plain = text.trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) return false;
  if (kind === "yes-no") return isYes(plain) || isNo(plain);
  if (kind === "languages") return languagesIn(plain).length > 0;
  if (kind === "hours") return isAllDay(plain) || time.test(plain.replace(/[०-९]/g, "1"));
  if (kind === "count") {
    const value = numberIn(plain);
    return value !== undefined && Number.isInteger(value) && value <= maxCount;
  }
  if (kind === "number") {
    const value = numberIn(plain);
    return value !== undefined && value >= 0 && value <= 100;
  }
  return plain.length >= 2;
}

/** Minutes or days: a hundred years of days. */
const maxCount = 36_500;

const marked = /(?:^|[\n;,]|\s)\(?([a-d])\s*[).:]\s*/giu;

/**
 * The answers of a message by letter: `a) bookings b) in Hindi`. A message without letters answers the only open
 * question. Undefined where it cannot be told which question is answered.
 */
export function answersByLetter(text: string, open: readonly string[]): ReadonlyMap<string, string> | undefined {
  const marks = [...text.matchAll(marked)].filter(([, letter = ""]) => open.includes(letter.toLowerCase()));
  const answers = marks.flatMap(([whole, letter = ""], index) => {
    const from = (marks[index]?.index ?? 0) + whole.length;
    const answer = text.slice(from, marks[index + 1]?.index).trim();
    return answer === "" ? [] : [[letter.toLowerCase(), answer] as const];
  });
  if (answers.length > 0) return new Map(answers);
  const [only, ...others] = open;
  return only !== undefined && others.length === 0 ? new Map([[only, text.trim()]]) : undefined;
}
