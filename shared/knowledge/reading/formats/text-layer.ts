/** Shares above which a page's text is not what a reader of the page sees. */
const maxBrokenShare = 0.01;
const maxLoneMarkShare = 0.02;
/** Fewer letters tell nothing. */
const minLetters = 20;

/** A vowel sign or another dependent mark that follows no letter of its script, as broken Indic text has it. */
const loneMark =
  /(^|[^\p{L}\p{M}\u200c\u200d])[\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09be-\u09cd\u0a01-\u0a03\u0a3e-\u0a4d\u0a81-\u0a83\u0abe-\u0acd\u0b01-\u0b03\u0b3e-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c4d\u0c81-\u0c83\u0cbe-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d]/gu;
/** A vowel sign directly after another vowel sign. No syllable has two, except that nukta and anusvara follow one. */
const doubledVowel = /[\u093e-\u094c][\u093e-\u094c]/g;
/** A virama that joins nothing: at the end of a word it is rare, before a vowel sign impossible. */
const strayVirama = /\u094d[\u093e-\u094c]/g;
const broken = /[\p{Cc}\p{Co}\ufffd]/gu;

/**
 * Whether the text layer of a page says what the page shows. Fonts without a proper mapping give control characters,
 * U+FFFD or private characters, and Indic text loses the letters that its marks belong to.
 */
export function isTextLayerSound(text: string): boolean {
  const letters = count(text, /[\p{L}\p{M}]/gu);
  const brokenCount = count(text.replace(/[\t\n\r\f]/g, ""), broken);
  if (brokenCount > 2 && brokenCount > maxBrokenShare * Math.max(letters, minLetters)) return false;
  const indic = count(text, /[\u0900-\u0dff]/g);
  if (indic < minLetters) return true;
  const wrong = count(text, loneMark) + count(text, doubledVowel) + count(text, strayVirama);
  return wrong <= maxLoneMarkShare * indic;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
