/** Words of a passage. Measured: recall is best near this length (docs/knowledge.md). */
export const passageWords = 160;
/** A text without spaces is cut here. Fits what a prompt shows of a passage. */
export const passageCharacters = 2_000;

export function wordCount(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

export function fitsPassage(text: string): boolean {
  return text.length <= passageCharacters && wordCount(text) <= passageWords;
}

/** Splits a long text at the ends of sentences, else between words, else anywhere. Nothing is lost or repeated. */
export function splitText(text: string): readonly string[] {
  if (fitsPassage(text)) return [text];
  const pieces = text
    .split(/(?<=[.!?।॥؟]["'”’)\]]?)\s+|\n+/)
    .flatMap((sentence) => (fitsPassage(sentence) ? [sentence] : splitWords(sentence)));
  return joinWhileFitting(pieces, " ");
}

/** Joins neighbours as long as they fit one passage together. */
export function joinWhileFitting(pieces: readonly string[], separator: string): readonly string[] {
  const joined: string[] = [];
  let words = 0;
  for (const piece of pieces) {
    const last = joined.at(-1);
    const count = wordCount(piece);
    if (last !== undefined && words + count <= passageWords && last.length + piece.length < passageCharacters) {
      joined[joined.length - 1] = `${last}${separator}${piece}`;
      words += count;
    } else {
      joined.push(piece);
      words = count;
    }
  }
  return joined;
}

function splitWords(sentence: string): readonly string[] {
  const words = sentence.split(/\s+/).flatMap((word) => {
    const parts: string[] = [];
    for (let start = 0; start < word.length; start += passageCharacters)
      parts.push(word.slice(start, start + passageCharacters));
    return parts;
  });
  return joinWhileFitting(words, " ");
}
