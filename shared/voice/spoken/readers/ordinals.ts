import { ordinal } from "../lexicons/english.ts";
import { type Reader, reader } from "../place.ts";

/** `1st`, `22nd`: only English writes them so. */
export const ordinalReader: Reader = reader(
  /(\d{1,6})(?:st|nd|rd|th)(?!\p{L})/uy,
  "words",
  ([, digits], { lexicon }) => (lexicon.locale === "en-IN" ? ordinal(Number(digits)) : undefined),
);
