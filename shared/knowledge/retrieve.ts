import MiniSearch from "minisearch";
import type { KnowledgeEntry } from "./entry.ts";
import { sourceOfEntry } from "./entry.ts";
import type { Source } from "./source.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";
import { termOf, wordsOf } from "./words.ts";

interface Index {
  readonly search: MiniSearch<IndexedEntry>;
  readonly vocabulary: Vocabulary;
}

interface IndexedEntry {
  readonly position: number;
  readonly title: string;
  readonly text: string;
}

/** Minimum share of the query's word weights that an entry must match. */
const minCoverage = 1 / 3;
/** Minimum score of an entry, as a share of the best score. */
const minShareOfBest = 0.25;
/**
 * Minimum weight of a word that is searched when heavier words exist. Words in more than about half of the entries say
 * little and cost the most to look up.
 */
const minWeight = 1;

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * The entries that match `query`, best first; empty without a match. The search compares words and maps English,
 * Hinglish and Devanagari to common terms (words.ts). The index is created once for each array of entries.
 */
export function retrieve(entries: readonly KnowledgeEntry[], query: string, limit: number): readonly Source[] {
  const words = [...new Set(wordsOf(query.slice(0, 1000)).map(termOf))].slice(0, 40);
  if (entries.length === 0 || words.length === 0) return [];
  const { search, vocabulary } = indexOf(entries);
  const all = words.map(vocabulary.look);
  const significant = all.filter(({ weight }) => weight >= minWeight);
  const searched = significant.length > 0 ? significant : all;
  const total = searched.reduce((sum, { weight }) => sum + weight, 0);
  const terms = searched.flatMap((word) => word.terms);
  const found = search
    .search(terms.join(" "), { boostTerm: (term) => vocabulary.weightOf(term) })
    .filter(({ queryTerms }) => {
      const matched = searched.filter((word) => word.terms.some((term) => queryTerms.includes(term)));
      return matched.reduce((sum, { weight, credit }) => sum + weight * credit, 0) / total >= minCoverage;
    });
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score >= best * minShareOfBest)
    .slice(0, limit)
    .flatMap(({ id }) => {
      const entry = entries[id as number];
      return entry === undefined ? [] : [sourceOfEntry(entry)];
    });
}

function indexOf(entries: readonly KnowledgeEntry[]): Index {
  const cached = indexes.get(entries);
  if (cached !== undefined) return cached;
  const index = build(entries);
  indexes.set(entries, index);
  return index;
}

function build(entries: readonly KnowledgeEntry[]): Index {
  const tokenize = (text: string) => wordsOf(text).map(termOf);
  const asIs = (term: string) => term;
  const search = new MiniSearch<IndexedEntry>({
    idField: "position",
    fields: ["title", "text"],
    tokenize,
    processTerm: asIs,
    searchOptions: { boost: { title: 3 }, tokenize: (terms) => terms.split(" ") },
  });
  search.addAll(entries.map(({ title, text }, position) => ({ position, title, text })));
  return { search, vocabulary: createVocabulary(entries.map(({ title, text }) => tokenize(`${title} ${text}`))) };
}
