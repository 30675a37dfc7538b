import { matchAt, type Place, type Reader, reader, type Said } from "../place.ts";

const abbreviation = /[\p{L}\p{M}]{1,6}(?:\.[a-z])?[.ঃ](?=[\s,;]|$)/uy;
const numberAbbreviation = /(?:[Nn]o|[Nn]os|Nr|क्र|नं)\.\s?(?=\d)/uy;

/** `Dr.`, `e.g.`, `No. 5`. */
export const abbreviationReader: Reader = (place) => {
  const numbered = matchAt(numberAbbreviation, place);
  if (numbered) return { end: place.at + numbered[0].length, words: `${place.lexicon.signs.number} `, kind: "words" };
  return spelledOut(place);
};

const spelledOut: Reader = reader(abbreviation, "words", ([written], { lexicon }) => lexicon.abbreviations[written]);

/** A minus, not a dash between words or numbers. */
export const minusReader: Reader = reader(
  /(?<=^|[\s(])[-−](?=[\d₹$€£])/y,
  "words",
  (_match, { lexicon }) => lexicon.signs.minus,
);

const compared: readonly (readonly [RegExp, "about" | "below" | "above"])[] = [
  [/[~≈]\s?(?=[\d₹$€£])/y, "about"],
  [/[<≤]\s?=?\s?(?=[\d₹$€£])/y, "below"],
  [/[>≥]\s?=?\s?(?=[\d₹$€£])/y, "above"],
];

/** `< 100 mg/dL`, `~500`. `read` reads what is compared. */
export function comparisonReader(read: Reader): Reader {
  return (place) => {
    for (const [sign, word] of compared) {
      const match = matchAt(sign, place);
      if (match === null) continue;
      const said: Said | undefined = read({ ...place, at: place.at + match[0].length });
      return said && { ...said, words: place.lexicon.signs[word].replace("#", () => said.words) };
    }
    return undefined;
  };
}

const between = /[&+=×@#](?=\s?[\p{L}\p{N}₹$€£])/uy;

/** Signs that stand for a word. */
export const signReader: Reader = reader(between, "words", ([sign], { lexicon: { signs } }) => {
  const words: Readonly<Record<string, string>> = {
    "&": signs.and,
    "+": signs.plus,
    "=": signs.equals,
    "×": signs.times,
    "@": signs.at,
    "#": signs.number,
  };
  return words[sign];
});

/** What stands between two values of a range. */
export const rangeDash = /\s?[-–—]\s?(?=[\d₹$€£])/y;

export function isRange(place: Pick<Place, "text" | "at">): RegExpExecArray | null {
  return matchAt(rangeDash, place);
}
