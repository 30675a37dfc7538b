import { distance } from "fastest-levenshtein";
import { soundOf } from "./words.ts";

/** One word of a query, matched to the terms of the entries. */
export interface QueryWord {
  /** The terms to search for. An unknown word has several similar terms. */
  readonly terms: readonly string[];
  /** The significance of the word. */
  readonly weight: number;
  /** The credit of an entry with one of the terms. It is lower when the terms are only similar. */
  readonly credit: number;
}

export interface Vocabulary {
  look(term: string): QueryWord;
  /** The weight of a term. It is higher when fewer entries contain the term. */
  weightOf(term: string): number;
}

/** Weight of a word that no entry contains. It may be the subject of the query or only its wording. */
const unknownWeight = 1.2;
const similarCredit = 0.75;
const maxSimilar = 3;

/** Creates the vocabulary of the entries. Each item of `entries` holds the terms of one entry. */
export function createVocabulary(entries: readonly (readonly string[])[]): Vocabulary {
  const frequency = new Map<string, number>();
  for (const terms of entries) for (const term of new Set(terms)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const bySound = Map.groupBy(frequency.keys(), (term) => soundOf(term) ?? "");
  const byFirstLetter = Map.groupBy(frequency.keys(), (term) => term[0] ?? "");

  function weightOf(term: string): number {
    return Math.log(1 + entries.length / ((frequency.get(term) ?? 0) + 0.5));
  }

  /** A typo usually keeps the first letter; a spelling from another script keeps the sound. */
  function similarTerms(term: string): readonly string[] {
    if (term.length < 5) return [];
    const sound = soundOf(term);
    const alike = sound === undefined ? [] : (bySound.get(sound) ?? []);
    const slip = term.length < 8 ? 1 : 2;
    const slipped = (byFirstLetter.get(term[0] ?? "") ?? []).filter(
      (other) => Math.abs(other.length - term.length) <= slip && distance(other, term) <= slip,
    );
    const sounding = alike.filter((other) => distance(other, term) <= Math.max(other.length, term.length) / 2);
    return [...new Set([...slipped, ...sounding])].slice(0, maxSimilar);
  }

  return {
    weightOf,
    look(term) {
      if (frequency.has(term)) return { terms: [term], weight: weightOf(term), credit: 1 };
      const terms = similarTerms(term);
      const weight = terms.length > 0 ? Math.max(...terms.map(weightOf)) : unknownWeight;
      return { terms, weight, credit: similarCredit };
    },
  };
}
