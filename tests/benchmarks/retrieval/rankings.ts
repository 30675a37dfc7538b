import { type Embedder, embeddedText } from "../../../shared/knowledge/embedding/embedder.ts";
import { fuseRanks } from "../../../shared/knowledge/ranking/fuse.ts";
import { createPassageIndex } from "../../../shared/knowledge/ranking/passage-index.ts";
import { createWordIndex } from "../../../shared/knowledge/ranking/word-index.ts";
import { createVectorTable } from "../../../shared/knowledge/vectors/vector-table.ts";
import type { BenchmarkPassage } from "./question-sets.ts";

/** The ids that a way of searching finds, best first. */
export interface Rankings {
  readonly plain: readonly string[];
  readonly words: readonly string[];
  /** Empty without a model. */
  readonly dense: readonly string[];
  readonly ranks: readonly string[];
  /** What the product answers; empty when it refuses. */
  readonly product: readonly string[];
}

const depth = 10;

/** Every way of searching the same passages. */
export async function openRankings(passages: readonly BenchmarkPassage[], embedder: Embedder | null) {
  const index = createPassageIndex<BenchmarkPassage>(embedder);
  const words = createWordIndex();
  const table = embedder === null ? null : createVectorTable(embedder.dimensions);
  for (const passage of passages) {
    index.add("base", "document", passage);
    words.add(passage.title, passage.text);
  }
  const vectors = (await embedder?.embedPassages(passages.map(embeddedText))) ?? [];
  index.setVectors("document", vectors);
  for (const [position, vector] of vectors.entries()) table?.set(position, vector);
  const plain = plainBm25(passages);
  const idOf = (position: number) => passages[position]?.id ?? "";

  return async function rank(question: string): Promise<Rankings> {
    const vector = (await embedder?.embedQuestion(question)) ?? null;
    const byWords = words.search(question, depth * 10).hits.map(({ position }) => position);
    const cosines = vector === null || table === null ? [] : [...table.cosines(vector, passages.length)];
    const dense = cosines.map((cosine, position) => ({ cosine, position })).sort((a, b) => b.cosine - a.cosine);
    const byMeaning = dense.map(({ position }) => position);
    const fused = fuseRanks([
      { keys: byMeaning, weight: 2 },
      { keys: byWords, weight: 1 },
    ]);
    const top = (positions: readonly number[]) => positions.slice(0, depth).map(idOf);
    const found = index.search({ base: null, text: question, vector, limit: depth });
    return {
      plain: plain(question).slice(0, depth),
      words: top(byWords),
      dense: top(byMeaning),
      ranks: top(fused.map(({ key }) => key)),
      product: found.map(({ passage }) => passage.id),
    };
  };
}

/** BM25 as in the textbook, over lower-case words: what everything else is compared with. */
function plainBm25(passages: readonly BenchmarkPassage[]) {
  const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const texts = passages.map(({ title, text }) => wordsOf(`${title} ${text}`));
  const average = texts.reduce((sum, words) => sum + words.length, 0) / texts.length;
  return (question: string): readonly string[] => {
    const scores = texts.map((words) =>
      wordsOf(question).reduce((sum, word) => {
        const times = words.filter((other) => other === word).length;
        const count = texts.filter((other) => other.includes(word)).length;
        const weight = Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));
        return sum + (weight * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * words.length) / average));
      }, 0),
    );
    return scores
      .map((score, position) => ({ score, id: passages[position]?.id ?? "" }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);
  };
}
