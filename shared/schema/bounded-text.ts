/**
 * Marks on one letter: three times what any language writes. Putting a longer run into its order takes quadratic time
 * (Unicode's Stream-Safe Text Format allows 30; UAX #15, section 13).
 */
const mostMarks = 10;

/** The half-width sound marks of Japanese are letters, and become marks when they are normalised. */
const run = /[\p{M}\uff9e\uff9f]+/gu;
const beyondLatin = /[^\0-\u02ff]/;

/** The text without the marks that come after the tenth on one letter. */
export function withBoundedMarks(text: string): string {
  return beyondLatin.test(text) ? text.replace(run, firstMarks) : text;
}

function firstMarks(marks: string): string {
  return marks.length <= mostMarks
    ? marks
    : Array.from(marks.slice(0, 2 * mostMarks))
        .slice(0, mostMarks)
        .join("");
}

/** `text.normalize(form)` in a time that grows with the text's length only. */
export function normalized(text: string, form: "NFC" | "NFKC" | "NFKD"): string {
  return withBoundedMarks(text).normalize(form);
}
