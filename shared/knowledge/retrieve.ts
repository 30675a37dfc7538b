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

/** How much of what a query asks, weighed by how telling its words are, an entry must have. */
const leastCoverage = 1 / 3;
/** How far below the best an entry may score. */
const leastShareOfBest = 0.25;
/** Words in more than about half of the entries tell little beside others, and cost the most to look up. */
const leastTelling = 1;

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * The entries that answer `query`, best first; none where nothing does. It is by words, and meets English,
 * Hinglish and Devanagari in one place (words.ts). The index is made once for each array of entries.
 */
export function retrieve(entries: readonly KnowledgeEntry[], query: string, limit: number): readonly Source[] {
  const words = [...new Set(wordsOf(query.slice(0, 1000)).map(termOf))].slice(0, 40);
  if (entries.length === 0 || words.length === 0) return [];
  const { search, vocabulary } = indexOf(entries);
  const all = words.map(vocabulary.look);
  const telling = all.filter(({ weight }) => weight >= leastTelling);
  const asked = telling.length > 0 ? telling : all;
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const terms = asked.flatMap((word) => word.terms);
  const found = search
    .search(terms.join(" "), { boostTerm: (term) => vocabulary.weightOf(term) })
    .filter(({ queryTerms }) => {
      const met = asked.filter((word) => word.terms.some((term) => queryTerms.includes(term)));
      return met.reduce((sum, { weight, credit }) => sum + weight * credit, 0) / total >= leastCoverage;
    });
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score >= best * leastShareOfBest)
    .slice(0, limit)
    .flatMap(({ id }) => {
      const entry = entries[id as number];
      return entry === undefined ? [] : [sourceOfEntry(entry)];
    });
}

function indexOf(entries: readonly KnowledgeEntry[]): Index {
  const known = indexes.get(entries);
  if (known !== undefined) return known;
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
