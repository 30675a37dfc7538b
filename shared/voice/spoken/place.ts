import type { Lexicon } from "./lexicon.ts";

export interface SpokenOptions {
  /** The language of the text (`hi-IN`, `hi`). A text in another script is read in that script's language. */
  readonly language: string;
  /** The tenant's (`INR`). It decides between lakhs and millions, and what "250/-" is. */
  readonly currency: string;
  readonly timeZone: string;
  readonly now: Date;
  /** Whether 5/12 is 12 May. Default: 5 December. */
  readonly monthFirst?: boolean;
}

/** Where a text is being read. Its digits are 0 to 9. */
export interface Place {
  readonly text: string;
  readonly at: number;
  readonly lexicon: Lexicon;
  readonly options: SpokenOptions;
}

/** What is said for the text up to `end`. A `value` may be the beginning of a range. */
export interface Said {
  readonly end: number;
  readonly words: string;
  readonly kind: "value" | "words";
}

/** Undefined: the text at this place is nothing that the reader knows. */
export type Reader = (place: Place) => Said | undefined;

/** Matches a sticky pattern at a place. */
export function matchAt(pattern: RegExp, { text, at }: Pick<Place, "text" | "at">): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A reader from a sticky pattern and the words for its match; `say` returns undefined where the match means something else. */
export function reader(
  pattern: RegExp,
  kind: Said["kind"],
  say: (match: RegExpExecArray, place: Place) => string | undefined,
): Reader {
  return (place) => {
    const match = matchAt(pattern, place);
    const words = match === null ? undefined : say(match, place);
    return match === null || words === undefined ? undefined : { end: place.at + match[0].length, words, kind };
  };
}

/** The text shortly before a place. */
export function before({ text, at }: Place, characters = 32): string {
  return text.slice(Math.max(0, at - characters), at);
}
