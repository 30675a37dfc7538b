/** A sentence of at most a few hundred characters is compared with a source; longer ones are cut into pieces. */
const mostCharacters = 400;

const segmenter = new Intl.Segmenter("und", { granularity: "sentence" });

/** A full stop after these ends no sentence. */
const abbreviation = /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|sr|jr|rs|no|approx|incl|vs|e\.g|i\.e|\p{Lu})\.\s*$/iu;

/** The sentences and list items of a text, in order, without empty ones. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=।)/u)
    .flatMap((line) => joined([...segmenter.segment(line)].map(({ segment }) => segment)))
    .flatMap(pieces)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function joined(segments: readonly string[]): readonly string[] {
  const sentences: string[] = [];
  for (const segment of segments) {
    const before = sentences.at(-1);
    if (before !== undefined && abbreviation.test(before)) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences;
}

function pieces(sentence: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < sentence.length; at += mostCharacters) found.push(sentence.slice(at, at + mostCharacters));
  return found;
}

/** The parts of a sentence that a negation does not reach over. */
export function clausesOf(sentence: string): readonly string[] {
  return sentence
    .split(/[,;:()–—]|\s(?:but|and|while|whereas|lekin|magar|aur|लेकिन|मगर|और)\s/iu)
    .filter((clause) => clause.trim() !== "");
}

const asks = /[?？؟]\s*$/u;

export function isQuestion(sentence: string): boolean {
  return asks.test(sentence);
}
