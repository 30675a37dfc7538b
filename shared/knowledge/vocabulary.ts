import { distance } from "fastest-levenshtein";
import { soundOf } from "./words.ts";

/** One word of a question, as the entries know it. */
export interface AskedWord {
  /** The terms to look for; several where the word is not known and these come near. */
  readonly terms: readonly string[];
  /** How telling the word is. */
  readonly weight: number;
  /** What an entry that has one of the terms is credited: less where the word was only near. */
  readonly credit: number;
}

export interface Vocabulary {
  look(term: string): AskedWord;
  /** The fewer entries have a term, the more telling it is. */
  weightOf(term: string): number;
}

/** A word that no entry has may be what the question is about, or only its wording. */
const unknownWeight = 1.2;
const nearCredit = 0.75;
const mostNear = 3;

/** The terms of all entries, each given with its own. */
export function createVocabulary(entries: readonly (readonly string[])[]): Vocabulary {
  const frequency = new Map<string, number>();
  for (const terms of entries) for (const term of new Set(terms)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const bySound = Map.groupBy(frequency.keys(), (term) => soundOf(term) ?? "");
  const byFirstLetter = Map.groupBy(frequency.keys(), (term) => term[0] ?? "");

  function weightOf(term: string): number {
    return Math.log(1 + entries.length / ((frequency.get(term) ?? 0) + 0.5));
  }

  /** A slip of spelling keeps the first letter; another script's spelling keeps the sound. */
  function near(term: string): readonly string[] {
    if (term.length < 5) return [];
    const sound = soundOf(term);
    const alike = sound === undefined ? [] : (bySound.get(sound) ?? []);
    const slip = term.length < 8 ? 1 : 2;
    const slipped = (byFirstLetter.get(term[0] ?? "") ?? []).filter(
      (other) => Math.abs(other.length - term.length) <= slip && distance(other, term) <= slip,
    );
    const sounding = alike.filter((other) => distance(other, term) <= Math.max(other.length, term.length) / 2);
    return [...new Set([...slipped, ...sounding])].slice(0, mostNear);
  }

  return {
    weightOf,
    look(term) {
      if (frequency.has(term)) return { terms: [term], weight: weightOf(term), credit: 1 };
      const terms = near(term);
      const weight = terms.length > 0 ? Math.max(...terms.map(weightOf)) : unknownWeight;
      return { terms, weight, credit: nearCredit };
    },
  };
}
