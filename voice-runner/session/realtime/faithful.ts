/** How what a model says compares with what it was to say. */
export interface Comparison {
  /** It says something else. */
  readonly isStray: boolean;
  /** Its last word is known, too. Otherwise it may be a part of one. */
  readonly isSettled: boolean;
  /** The share of the text that it has said, 0–1. */
  readonly covered: number;
}

/** A transcription may skip or mishear so many words in a row, and the next one is still found. */
const window = 4;
/** Of the words said, so many may be unknown; of numbers, none. */
const mostUnknown = 0.2;
/** Numbers whose words make all others. Hindi and its neighbours have a word of its own for each below a hundred. */
const numbers = [...Array.from({ length: 101 }, (_, number) => number), 1_000, 100_000, 10_000_000].join(", ");
const shortestStem = 4;

/**
 * Compares the transcription of a speech so far with its text, word by word. Strict with numbers, in digits or words,
 * because a price that nobody checked must not be said; tolerant with what transcriptions get wrong. A word at the very
 * end may be a part of one, so it only counts as said: white space after it makes it whole.
 * @param spoken a text as people say it: transcriptions write "500" where the text has "five hundred"
 */
export function speechComparison(text: string, spoken: (text: string) => string): (said: string) => Comparison {
  const wanted = wordsOf(spoken(text));
  const numberWords = new Set(wordsOf(spoken(numbers)));
  const isNumber = (word: string) => numberWords.has(word) || /\p{N}/u.test(word);
  const isSame = (a: string, b: string) => a === b || (!isNumber(a) && !isNumber(b) && isSameStem(a, b));

  return (said) => {
    let at = 0;
    let unknown = 0;
    /** Goes on to the word's place. False where a number is wrong or left out. */
    const follow = (word: string): boolean => {
      const ahead = wanted.slice(at, at + window);
      const found = ahead.findIndex((each) => isSame(each, word));
      if (found < 0) {
        unknown += 1;
        return !isNumber(word);
      }
      at += found + 1;
      return !ahead.slice(0, found).some(isNumber);
    };
    const covered = () => (wanted.length === 0 ? 1 : at / wanted.length);
    const tail = /\S*$/.exec(said)?.[0] ?? "";
    const whole = wordsOf(spoken(said.slice(0, said.length - tail.length)));
    for (const word of whole) if (!follow(word)) return { isStray: true, isSettled: false, covered: covered() };
    const isStray = unknown > Math.max(1, whole.length * mostUnknown);
    let isSettled = true;
    for (const word of wordsOf(spoken(tail))) {
      if (wanted.slice(at, at + window).some((each) => isSame(each, word))) follow(word);
      else isSettled = false;
    }
    return { isStray, isSettled, covered: covered() };
  };
}

function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=\p{N})[,.](?=\p{N})/gu, "");
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** "rupee" is "rupees". */
function isSameStem(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= shortestStem && (a.startsWith(b) || b.startsWith(a));
}
