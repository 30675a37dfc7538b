import type { Embedder } from "../embedding/embedder.ts";
import type { PackedVector } from "../vectors/packed-vector.ts";
import { createVectorTable } from "../vectors/vector-table.ts";
import { bestPositions, type Scored } from "./best-positions.ts";
import { fuseRanks } from "./fuse.ts";
import { retrievalLanguage } from "./retrieval-language.ts";
import { createWordIndex, type WordSearch } from "./word-index.ts";

export interface RankedPassage<P> {
  readonly passage: P;
  readonly score: number;
}

/** Cosines that another index computed, by passage; at most the best ones. */
export type FoundElsewhere<P> = readonly { readonly passage: P; readonly cosine: number }[];

export interface PassageIndex<P> {
  /** Adds a passage of a document whose passages are added in order. */
  add(base: string, documentId: string, passage: P): void;
  remove(documentId: string): void;
  /** One vector for each passage of the document, in order. */
  setVectors(documentId: string, vectors: readonly PackedVector[]): void;
  passageOf(documentId: string, number: number): P | undefined;
  search(query: {
    readonly base: string | null;
    readonly text: string;
    /** Null searches by words alone. */
    readonly vector: PackedVector | FoundElsewhere<P> | null;
    readonly limit: number;
  }): readonly RankedPassage<P>[];
  readonly size: number;
  /** Whether every passage has a vector. */
  readonly isEmbedded: boolean;
}

/** Passages of each ranking that are fused. */
const candidates = 200;
/** What the words' share counts at most when it is decided whether anything was found. */
const coverage = { weight: 0.05, most: 0.7 };
/** Without vectors, nothing is found when the best passage has less of the question's words than this. */
const leastCoverage = 1 / 3;

interface Entry<P> {
  readonly base: string;
  readonly passage: P;
  isEmbedded: boolean;
}

interface ByMeaning {
  /** Best first. */
  readonly best: readonly Scored[];
  /** NaN when it is not known. */
  cosineOf(position: number): number;
}

const nothing: ByMeaning = { best: [], cosineOf: () => Number.NaN };

/**
 * Passages ranked by words and by meaning. For a model with a measured scale, the words' scores are added to the
 * cosines: on the benchmark's sets this is never below words alone, while fusion by ranks is. Otherwise ranks are fused. An index that keeps no vectors
 * is told the cosines with each search.
 */
export function createPassageIndex<P extends { readonly title: string; readonly text: string }>(
  model: Pick<Embedder, "dimensions" | "scale"> | null,
  { keepsVectors = true }: { readonly keepsVectors?: boolean } = {},
): PassageIndex<P> {
  const words = createWordIndex();
  const vectors = model === null || !keepsVectors ? null : createVectorTable(model.dimensions);
  const entries: (Entry<P> | undefined)[] = [];
  const positions = new Map<string, number[]>();
  const positionOf = new Map<P, number>();
  let embedded = 0;
  let live = 0;

  const inBase = (base: string | null) => (position: number) =>
    entries[position] !== undefined && (base === null || entries[position]?.base === base);

  function ranked(scores: readonly (readonly [position: number, score: number])[], limit: number) {
    return scores
      .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .flatMap(([position, score]): RankedPassage<P>[] => {
        const entry = entries[position];
        return entry === undefined ? [] : [{ passage: entry.passage, score }];
      });
  }

  /** The best passages by meaning, and the cosine of any other. */
  function byMeaning(vector: PackedVector | FoundElsewhere<P>, allows: (position: number) => boolean): ByMeaning {
    const best = bestPositions(candidates);
    if ("bytes" in vector) {
      const cosines = vectors?.cosines(vector, entries.length) ?? new Float32Array();
      for (let position = 0; position < cosines.length; position += 1) {
        const cosine = cosines[position] ?? Number.NaN;
        if (!Number.isNaN(cosine) && allows(position)) best.add(position, cosine);
      }
      return { best: best.list(), cosineOf: (position) => cosines[position] ?? Number.NaN };
    }
    for (const { passage, cosine } of vector) {
      const position = positionOf.get(passage);
      if (position !== undefined && allows(position)) best.add(position, cosine);
    }
    return { best: best.list(), cosineOf: () => Number.NaN };
  }

  function isNothingFound(text: string, found: WordSearch, { best: [best] }: ByMeaning): boolean {
    const scale = model?.scale ?? null;
    if (best === undefined) return found.coverage < leastCoverage;
    if (embedded < live || scale === null) return false;
    const passage = entries[best.position]?.passage;
    const isSame = passage === undefined || retrievalLanguage(passage.text) === retrievalLanguage(text);
    const least = isSame ? scale.refuseBelow.sameLanguage : scale.refuseBelow.otherLanguage;
    return best.score + coverage.weight * Math.min(found.coverage, coverage.most) < least;
  }

  /** Adds the words' scores to the cosines. Null when a passage that words found has no cosine to add to. */
  function sumOf(found: WordSearch, { best, cosineOf }: ByMeaning, wordShare: number): Map<number, number> | null {
    const sums = new Map(best.map(({ position, score }) => [position, score]));
    const share = (wordShare * found.coverage) / (found.hits[0]?.score ?? 1);
    for (const { position, score } of found.hits) {
      const cosine = sums.get(position) ?? cosineOf(position);
      if (Number.isNaN(cosine)) return null;
      sums.set(position, cosine + share * score);
    }
    return sums;
  }

  return {
    get size() {
      return live;
    },
    get isEmbedded() {
      return embedded === live;
    },
    add(base, documentId, passage) {
      const position = words.add(passage.title, passage.text);
      entries[position] = { base, passage, isEmbedded: false };
      positionOf.set(passage, position);
      const known = positions.get(documentId);
      if (known) known.push(position);
      else positions.set(documentId, [position]);
      live += 1;
    },
    remove(documentId) {
      for (const position of positions.get(documentId) ?? []) {
        words.remove(position);
        vectors?.clear(position);
        const entry = entries[position];
        if (entry?.isEmbedded) embedded -= 1;
        if (entry) positionOf.delete(entry.passage);
        entries[position] = undefined;
        live -= 1;
      }
      positions.delete(documentId);
    },
    setVectors(documentId, given) {
      const known = positions.get(documentId) ?? [];
      if (known.length !== given.length) return;
      for (const [index, position] of known.entries()) {
        const vector = given[index];
        const entry = entries[position];
        if (vector === undefined || entry === undefined) continue;
        if (!entry.isEmbedded) embedded += 1;
        entry.isEmbedded = true;
        vectors?.set(position, vector);
      }
    },
    passageOf(documentId, number) {
      const position = positions.get(documentId)?.[number];
      return position === undefined ? undefined : entries[position]?.passage;
    },
    search({ base, text, vector, limit }) {
      const allows = inBase(base);
      const found = words.search(text, candidates, allows);
      const meaning = vector === null ? nothing : byMeaning(vector, allows);
      if (isNothingFound(text, found, meaning)) return [];
      const sums = model?.scale && meaning.best.length > 0 ? sumOf(found, meaning, model.scale.wordShare) : null;
      if (sums !== null) return ranked([...sums], limit);
      const fused = fuseRanks([
        { keys: meaning.best.map(({ position }) => position), weight: 1 },
        { keys: found.hits.map(({ position }) => position), weight: meaning.best.length === 0 ? 1 : found.coverage },
      ]);
      return ranked(
        fused.map(({ key, score }) => [key, score]),
        limit,
      );
    },
  };
}
