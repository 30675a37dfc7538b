/**
 * Marks on one letter. Unicode's Stream-Safe Text Format allows 30 (UAX #15, section 13); no language needs more. Putting
 * a longer run into its order takes quadratic time.
 */
const mostMarks = 30;

/** The half-width sound marks of Japanese are letters, and become marks when they are normalised. */
const mark = String.raw`[\p{M}\uff9e\uff9f]`;
const longRun = new RegExp(`(${mark}{${mostMarks}})${mark}+`, "gu");
const beyondLatin = /[^\0-\u02ff]/;

/** The text without the marks that come after the thirtieth on one letter. */
export function withBoundedMarks(text: string): string {
  return beyondLatin.test(text) ? text.replace(longRun, "$1") : text;
}

/** `text.normalize(form)` in a time that grows with the text's length only. */
export function normalized(text: string, form: "NFC" | "NFKC" | "NFKD"): string {
  return withBoundedMarks(text).normalize(form);
}
