import { setImmediate } from "node:timers/promises";
import type { Chunk, FoundChunk } from "../chunk.ts";
import { termOf, wordsOf } from "../words.ts";

/** The words of one document's passages. */
export interface DocumentWords {
  readonly chunks: readonly Chunk[];
  readonly lengths: readonly number[];
  readonly totalLength: number;
  /** The passages with a term, by their index, and how often each has it. */
  readonly postings: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** A third of a millisecond each. */
const passagesAtOnce = 100;
/** Words of a title and of headings count as often as these. */
const titleRepeats = 2;

/** The words of a document, with others served in between. */
export async function documentWords(chunks: readonly Chunk[]): Promise<DocumentWords> {
  const postings = new Map<string, Map<number, number>>();
  const lengths: number[] = [];
  let totalLength = 0;
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0 && index % passagesAtOnce === 0) await setImmediate();
    const heading = wordsOf([chunk.title, ...chunk.section].join(" ")).map(termOf);
    const terms = [...wordsOf(chunk.text).map(termOf), ...new Array(titleRepeats).fill(heading).flat()] as string[];
    for (const term of terms) {
      const passages = postings.get(term) ?? new Map<number, number>();
      passages.set(index, (passages.get(index) ?? 0) + 1);
      postings.set(term, passages);
    }
    lengths.push(terms.length);
    totalLength += terms.length;
  }
  return { chunks, lengths, totalLength, postings };
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
    const found = documents.reduce((sum, { postings }) => sum + (postings.get(term)?.size ?? 0), 0);
    return { term, weight: Math.log(1 + (passageCount - found + 0.5) / (found + 0.5)) };
  });
  const totalWeight = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const found: FoundChunk[] = [];
  for (const { chunks, lengths, postings } of documents) {
    const scores = new Map<number, { score: number; covered: number }>();
    for (const { term, weight } of weighted)
      for (const [index, count] of postings.get(term) ?? []) {
        const length = (lengths[index] ?? 0) / averageLength;
        const frequency =
          (count * (saturation + 1)) / (count + saturation * (1 - lengthWeight + lengthWeight * length));
        const before = scores.get(index) ?? { score: 0, covered: 0 };
        scores.set(index, { score: before.score + weight * frequency, covered: before.covered + weight });
      }
    for (const [index, { score, covered }] of scores) {
      const chunk = chunks[index];
      if (chunk !== undefined && covered >= totalWeight * minCoverage) found.push({ chunk, score });
    }
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, limit);
}
