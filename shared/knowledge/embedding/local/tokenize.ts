import { normalized } from "../../../schema/bounded-text.ts";
import type { Vocabulary } from "./model-file.ts";

/** SentencePiece's sign for a space. */
const spaceSign = "\u2581";
const unknownPenalty = 10;

/**
 * The most probable pieces of a text by SentencePiece's unigram model (Kudo 2018), found by Viterbi's algorithm, within
 * the two tokens that enclose a text.
 */
export function createTokenizer({ pieces, scores, replacements, begin, end, unknown }: Vocabulary) {
  let longest = 1;
  for (const piece of pieces.keys()) longest = Math.max(longest, [...piece].length);
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), 0) - unknownPenalty;

  function normalise(text: string): readonly string[] {
    let plain = "";
    for (const letter of normalized(text, "NFKC")) plain += replacements.get(letter.codePointAt(0) ?? 0) ?? letter;
    const spaced = ` ${plain.trim()}`.replace(/ {2,}/g, " ").replaceAll(" ", spaceSign);
    return [...spaced];
  }

  return function tokenize(text: string, maxTokens: number): readonly number[] {
    const letters = normalise(text);
    const best = new Float64Array(letters.length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Uint32Array(letters.length + 1);
    const piece = new Int32Array(letters.length + 1);
    best[0] = 0;
    for (let start = 0; start < letters.length; start += 1) {
      const so = best[start] ?? 0;
      let candidate = "";
      for (let stop = start + 1; stop <= Math.min(letters.length, start + longest); stop += 1) {
        candidate += letters[stop - 1];
        const known = pieces.get(candidate);
        const id = known ?? unknown;
        if (known === undefined && stop > start + 1) continue;
        const score = so + (known === undefined ? unknownScore : (scores[id] ?? 0));
        if (score <= (best[stop] ?? 0)) continue;
        best[stop] = score;
        from[stop] = start;
        piece[stop] = id;
      }
    }
    const tokens: number[] = [];
    for (let stop = letters.length; stop > 0; stop = from[stop] ?? 0) tokens.push(piece[stop] ?? unknown);
    return [begin, ...tokens.reverse().slice(0, maxTokens - 2), end];
  };
}
