import { normalized } from "../../schema/bounded-text.ts";

/** Characters without a width, which split a word for a search but not for a reader. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Me}]/gu;
const dash = /[\u2010-\u2015\u2212]/g;
const digit = /\p{Nd}/gu;
const beyondAscii = /[^\0-\x7f]/;

/** Letters of other scripts that look like Latin ones (a part of Unicode's confusables, UTS #39). */
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "\u0430": "a",
    "\u0435": "e",
    "\u043e": "o",
    "\u0440": "p",
    "\u0441": "c",
    "\u0443": "y",
    "\u0445": "x",
    "\u0456": "i",
    "\u0458": "j",
    "\u0455": "s",
    "\u04bb": "h",
    "\u0501": "d",
    "\u051b": "q",
    "\u051d": "w",
    "\u0410": "A",
    "\u0412": "B",
    "\u0415": "E",
    "\u041a": "K",
    "\u041c": "M",
    "\u041d": "H",
    "\u041e": "O",
    "\u0420": "P",
    "\u0421": "C",
    "\u0422": "T",
    "\u0425": "X",
    "\u0406": "I",
    "\u0405": "S",
    "\u03bf": "o",
    "\u03b1": "a",
    "\u03b5": "e",
    "\u03c1": "p",
    "\u03bd": "v",
    "\u03b9": "i",
    "\u03ba": "k",
    "\u039f": "O",
    "\u0391": "A",
    "\u0395": "E",
    "\u03a1": "P",
    "\u0399": "I",
    "\u039a": "K",
    "\u0131": "i",
    "\u0261": "g",
  }),
);
const lookalike = new RegExp(`[${[...lookalikes.keys()].join("")}]`, "g");

/** The text as a reader sees it: without invisible characters, in compatible forms, with the digits 0 to 9. */
export function readableText(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return asciiDigits(normalized(text.replace(invisible, ""), "NFKC").replace(dash, "-"));
}

/** Replaces letters that look like Latin ones. Not for links: a link with such a letter leads elsewhere. */
export function withoutLookalikes(text: string): string {
  return text.replace(lookalike, (letter) => lookalikes.get(letter) ?? letter);
}

/** Replaces the digits of every script with 0 to 9. */
export function asciiDigits(text: string): string {
  return beyondAscii.test(text) ? text.replace(digit, asciiDigit) : text;
}

const knownDigits = new Map<string, string>();

/** Unicode keeps the ten digits of a script together, from 0 to 9 (Unicode Standard, section 4.6). */
function asciiDigit(given: string): string {
  const known = knownDigits.get(given);
  if (known !== undefined) return known;
  const code = given.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  const value = String(code - zero);
  knownDigits.set(given, value);
  return value;
}
