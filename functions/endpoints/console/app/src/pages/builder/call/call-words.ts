import { words as english } from "../../../../../../widget/web/call-words-en.js";
import { words as hindi } from "../../../../../../widget/web/call-words-hi.js";
import { words as urdu } from "../../../../../../widget/web/call-words-ur.js";
import type { Locale } from "../../../language/language.ts";

/** A test call shows what its callers will read. */
const wordsOf: Readonly<Record<Locale, typeof english>> = { en: english, hi: hindi, ur: urdu };

export function callWords(locale: Locale) {
  return wordsOf[locale];
}
