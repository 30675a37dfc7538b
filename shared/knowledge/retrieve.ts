import MiniSearch from "minisearch";
import type { Source } from "../tools/tool.ts";
import type { KnowledgeEntry } from "./entry.ts";
import { termsOf, wordsOf } from "./words.ts";

interface Index {
  readonly search: MiniSearch<IndexedEntry>;
  /** In how many entries a term is. */
  readonly frequency: ReadonlyMap<string, number>;
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
/** Words in more than every other entry or so tell little beside others, and cost the most to look up. */
const leastTelling = 1;
/** How telling a word is that no entry has: it may be what the question is about, or only its wording. */
const unknownWeight = 1.8;

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * The entries that answer `query`, best first; none where nothing does. It is by words, and meets English,
 * Hinglish and Devanagari in one place (words.ts). The index is made once for each array of entries.
 */
export function retrieve(entries: readonly KnowledgeEntry[], query: string, limit: number): readonly Source[] {
  const words = [...new Set(wordsOf(query.slice(0, 1000)))].slice(0, 40);
  if (entries.length === 0 || words.length === 0) return [];
  const index = indexOf(entries);
  const all = words.map((word) => ask(termsOf(word), index, entries.length));
  const telling = all.filter(({ weight }) => weight >= leastTelling);
  const asked = telling.length > 0 ? telling : all;
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const found = index.search.search(asked.flatMap(({ terms }) => terms).join(" ")).filter(({ queryTerms }) => {
    const met = asked.filter(({ terms }) => terms.some((term) => queryTerms.includes(term)));
    return met.reduce((sum, { weight }) => sum + weight, 0) / total >= leastCoverage;
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

/** The terms to look for, and how telling they are: the fewer entries have them, the more. */
function ask(terms: readonly string[], { frequency }: Index, entryCount: number) {
  const known = terms.find((term) => frequency.has(term));
  if (known === undefined) return { terms, weight: unknownWeight };
  return { terms: [known], weight: Math.log(1 + entryCount / ((frequency.get(known) ?? 0) + 0.5)) };
}

function indexOf(entries: readonly KnowledgeEntry[]): Index {
  const known = indexes.get(entries);
  if (known !== undefined) return known;
  const index = build(entries);
  indexes.set(entries, index);
  return index;
}

function build(entries: readonly KnowledgeEntry[]): Index {
  const kept = new Map<string, string[]>();
  const termsOnce = (word: string): string[] => {
    const terms = kept.get(word) ?? [...termsOf(word)];
    kept.set(word, terms);
    return terms;
  };
  const frequency = new Map<string, number>();
  for (const { title, text } of entries)
    for (const term of new Set(wordsOf(`${title} ${text}`).flatMap(termsOnce)))
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const isGuess = (term: string) => !term.startsWith("~") && !frequency.has(term);
  const search = new MiniSearch<IndexedEntry>({
    idField: "position",
    fields: ["title", "text"],
    tokenize: (text) => [...wordsOf(text)],
    processTerm: termsOnce,
    searchOptions: {
      boost: { title: 3 },
      boostTerm: (term) => (term.startsWith("~") ? 0.6 : 1),
      prefix: (term) => term.length >= 4 && isGuess(term),
      fuzzy: (term) => (term.length >= 5 && isGuess(term) ? 0.2 : false),
      tokenize: (terms) => terms.split(" "),
      processTerm: (term) => term,
    },
  });
  search.addAll(entries.map(({ title, text }, position) => ({ position, title, text })));
  return { search, frequency };
}
