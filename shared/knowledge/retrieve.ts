import MiniSearch from "minisearch";
import type { Source } from "../tools/tool.ts";
import type { KnowledgeEntry } from "./entry.ts";
import { termsOf, wordsOf } from "./words.ts";

interface Index {
  readonly search: MiniSearch<IndexedEntry>;
  /** How telling a term is: the fewer entries have it, the more. */
  weightOf(term: string): number;
}

interface IndexedEntry {
  readonly position: number;
  readonly title: string;
  readonly text: string;
}

/** How much of what a query asks, weighed by how telling its words are, an entry must have. */
const leastCoverage = 0.4;
/** How far below the best an entry may score. */
const leastShareOfBest = 0.25;

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * The entries that answer `query`, best first; none where nothing does. It is by words, and meets English,
 * Hinglish and Devanagari in one place (words.ts). The index is made once for each array of entries.
 */
export function retrieve(entries: readonly KnowledgeEntry[], query: string, limit: number): readonly Source[] {
  const words = [...new Set(wordsOf(query.slice(0, 1000)))].slice(0, 40);
  if (entries.length === 0 || words.length === 0) return [];
  const index = indexOf(entries);
  const groups = words.map(termsOf);
  const weights = groups.map(([term = ""]) => index.weightOf(term));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const found = index.search.search(groups.flat().join(" ")).filter(({ queryTerms }) => {
    const met = new Set(queryTerms);
    const share = groups.reduce(
      (sum, terms, at) => sum + (terms.some((term) => met.has(term)) ? (weights[at] ?? 0) : 0),
      0,
    );
    return share / total >= leastCoverage;
  });
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score >= best * leastShareOfBest)
    .slice(0, limit)
    .flatMap(({ id }) => {
      const entry = entries[id as number];
      return entry === undefined ? [] : [{ id: entry.id, title: entry.title, text: entry.text }];
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
  const search = new MiniSearch<IndexedEntry>({
    idField: "position",
    fields: ["title", "text"],
    tokenize: (text) => [...wordsOf(text)],
    processTerm: (word) => [...termsOf(word)],
    searchOptions: {
      boost: { title: 3 },
      boostTerm: (term) => (term.startsWith("~") ? 0.6 : 1),
      prefix: (term) => term.length >= 4 && !term.startsWith("~"),
      fuzzy: (term) => (term.length >= 5 && !term.startsWith("~") ? 0.2 : false),
      tokenize: (terms) => terms.split(" "),
      processTerm: (term) => term,
    },
  });
  search.addAll(entries.map(({ title, text }, position) => ({ position, title, text })));
  const frequency = new Map<string, number>();
  for (const { title, text } of entries)
    for (const term of new Set(wordsOf(`${title} ${text}`).flatMap(termsOf)))
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return {
    search,
    weightOf: (term) => Math.log(1 + entries.length / ((frequency.get(term) ?? 0) + 0.5)),
  };
}
