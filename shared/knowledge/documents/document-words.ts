import { setImmediate } from "node:timers/promises";
import type { Chunk, FoundChunk } from "../chunk.ts";
import { termOf, wordsOf } from "../words.ts";

/** The words of one document's passages. */
export interface DocumentWords {
  readonly chunks: readonly Chunk[];
  readonly lengths: readonly number[];
  readonly totalLength: number;
  /** For each term, the indexes of the passages that have it, each followed by how often. Flat, to take less memory. */
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

/** A third of a millisecond each. */
const passagesAtOnce = 50;
/** Words of a title and of headings count as often as these. */
const titleRepeats = 2;

/** The words of a document, with others served in between. */
export async function documentWords(chunks: readonly Chunk[]): Promise<DocumentWords> {
  const postings = new Map<string, number[]>();
  const lengths: number[] = [];
  let totalLength = 0;
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0 && index % passagesAtOnce === 0) await setImmediate();
    const heading = wordsOf([chunk.title, ...chunk.section].join(" ")).map(termOf);
    const terms = [...wordsOf(chunk.text).map(termOf), ...new Array(titleRepeats).fill(heading).flat()] as string[];
    for (const [term, count] of counted(terms)) {
      const flat = postings.get(term);
      if (flat === undefined) postings.set(term, [index, count]);
      else flat.push(index, count);
    }
    lengths.push(terms.length);
    totalLength += terms.length;
  }
  return { chunks, lengths, totalLength, postings };
}

function counted(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** BM25's usual parameters (Robertson and Zaragoza, 2009). */
const saturation = 1.2;
const lengthWeight = 0.75;
/** What a passage must hold of the question's words, by their weight. Less is chance. */
const minCoverage = 1 / 3;
const maxTerms = 40;

/** The passages of several documents that match a question by words, best first. */
export function searchWords(documents: readonly DocumentWords[], query: string, limit: number): readonly FoundChunk[] {
  const terms = [...new Set(wordsOf(query.slice(0, 1_000)).map(termOf))].slice(0, maxTerms);
  const passageCount = documents.reduce((sum, { chunks }) => sum + chunks.length, 0);
  if (terms.length === 0 || passageCount === 0) return [];
  const averageLength = documents.reduce((sum, { totalLength }) => sum + totalLength, 0) / passageCount;
  const weighted = terms.map((term) => {
    const found = documents.reduce((sum, { postings }) => sum + (postings.get(term)?.length ?? 0) / 2, 0);
    return { term, weight: Math.log(1 + (passageCount - found + 0.5) / (found + 0.5)) };
  });
  const totalWeight = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const found: FoundChunk[] = [];
  for (const { chunks, lengths, postings } of documents) {
    const scores = new Map<number, { score: number; covered: number }>();
    for (const { term, weight } of weighted) {
      const flat = postings.get(term) ?? [];
      for (let at = 0; at < flat.length; at += 2) {
        const [index = 0, count = 0] = [flat[at], flat[at + 1]];
        const length = (lengths[index] ?? 0) / averageLength;
        const frequency =
          (count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + lengthWeight * length));
        const before = scores.get(index) ?? { score: 0, covered: 0 };
        scores.set(index, { score: before.score + weight * frequency, covered: before.covered + weight });
      }
    }
    for (const [index, { score, covered }] of scores) {
      const chunk = chunks[index];
      if (chunk !== undefined && covered >= totalWeight * minCoverage) found.push({ chunk, score });
    }
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, limit);
}
