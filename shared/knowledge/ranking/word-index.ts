import { isStopWord, rawWordsOf, soundOf, termOf } from "../words.ts";
import { bestPositions, type Scored } from "./best-positions.ts";
import { createPostings, type Postings } from "./postings.ts";
import { createSpellings } from "./spellings.ts";

export interface WordSearch {
  /** Best first. */
  readonly hits: readonly Scored[];
  /** The greatest share of the question's weight that one text has: 1 when it has every word. */
  readonly coverage: number;
}

export interface WordIndex {
  /** The number of texts, removed ones included. */
  readonly size: number;
  /** Adds a text. Returns its position, counted from 0. */
  add(title: string, text: string): number;
  remove(position: number): void;
  /** At most `limit` texts that have a word of `query` that says something. `allows` leaves others out. */
  search(query: string, limit: number, allows?: (position: number) => boolean): WordSearch;
}

/** BM25's usual constants (Robertson and Zaragoza 2009). */
const saturation = 1.2;
const lengthShare = 0.75;
/** A word of the title counts as if the text said it so often. */
const titleTimes = 2;
/** A word with the same meaning counts less than the word itself. */
const meaningCredit = 0.6;
const similarCredit = 0.75;
/** "the" and "hai" say little, and nothing by themselves. */
const stopWordCredit = 0.3;
/** Weight of a word that no text has. It may be the subject of the question or only its wording. */
const unknownWeight = 1.2;
const limits = { characters: 4_000, words: 400 };

/**
 * BM25 over words and their meanings (words.ts), in typed arrays. Every text with a word of the question is ranked;
 * nothing is cut off. Unknown words are searched by similar spelling and sound.
 */
export function createWordIndex(): WordIndex {
  const postings: Postings = createPostings();
  const spellings = createSpellings();
  let scores = new Float32Array(1024);
  let matched = new Float32Array(1024);
  let lastWord = new Uint16Array(1024);

  const weightOf = (term: string) => {
    const count = postings.countOf(term);
    return Math.log(1 + (postings.live - count + 0.5) / (count + 0.5));
  };

  /** The forms of a word that are searched, each with its credit. */
  function formsOf(word: string): readonly (readonly [term: string, credit: number])[] {
    const term = termOf(word);
    const forms = [
      [word, 1],
      [term, term === word ? 0 : meaningCredit],
    ] as const;
    const known = forms.filter(([form, credit]) => credit > 0 && postings.countOf(form) > 0);
    if (known.length > 0) return known;
    return spellings.similar(term, soundOf(term)).map((similar) => [similar, similarCredit] as const);
  }

  return {
    get size() {
      return postings.size;
    },
    add(title, text) {
      const counts = new Map<string, number>();
      let length = 0;
      const count = (words: readonly string[], times: number) => {
        for (const word of words) {
          length += times;
          const term = termOf(word);
          counts.set(word, (counts.get(word) ?? 0) + times);
          if (term !== word) counts.set(term, (counts.get(term) ?? 0) + times);
        }
      };
      count(rawWordsOf(title), titleTimes);
      count(rawWordsOf(text), 1);
      for (const term of counts.keys()) if (postings.countOf(term) === 0) spellings.add(term, soundOf(term));
      return postings.add(counts, length);
    },
    remove: postings.remove,
    search(query, limit, allows = () => true) {
      const words = [...new Set(rawWordsOf(query.slice(0, limits.characters)))].slice(0, limits.words);
      const telling = words.filter((word) => !isStopWord(word));
      if (telling.length === 0 || postings.live === 0) return { hits: [], coverage: 0 };
      if (scores.length < postings.size) {
        scores = new Float32Array(postings.size * 2);
        matched = new Float32Array(postings.size * 2);
        lastWord = new Uint16Array(postings.size * 2);
      }
      const average = Math.max(1, postings.averageLength);
      const touched: number[] = [];
      let total = 0;
      const addWord = (word: string, number: number) => {
        const forms = formsOf(word);
        const weight = forms.length === 0 ? unknownWeight : Math.max(...forms.map(([form]) => weightOf(form)));
        total += weight;
        for (const [form, credit] of forms) {
          const formWeight = weightOf(form) * credit;
          const covered = weight * (credit === similarCredit ? similarCredit : 1);
          postings.each(form, (position, times, length) => {
            if (scores[position] === 0) {
              if (!allows(position)) return;
              touched.push(position);
            }
            scores[position] = (scores[position] ?? 0) + formWeight * saturated(times, length / average);
            // A word covers a text once, by its best form.
            if (lastWord[position] === number) return;
            lastWord[position] = number;
            matched[position] = (matched[position] ?? 0) + covered;
          });
        }
      };
      for (const [index, word] of telling.entries()) addWord(word, index + 1);
      for (const word of words)
        if (isStopWord(word))
          postings.each(word, (position, times, length) => {
            if (scores[position] === 0) {
              if (!allows(position)) return;
              touched.push(position);
            }
            const more = weightOf(word) * stopWordCredit * saturated(times, length / average);
            scores[position] = (scores[position] ?? 0) + more;
          });
      let most = 0;
      const best = bestPositions(limit);
      for (const position of touched) {
        most = Math.max(most, matched[position] ?? 0);
        best.add(position, scores[position] ?? 0);
        scores[position] = 0;
        matched[position] = 0;
        lastWord[position] = 0;
      }
      return { hits: best.list(), coverage: total === 0 ? 0 : most / total };
    },
  };
}

/** What a word's count adds, in a text of this share of the average length. */
function saturated(times: number, relativeLength: number): number {
  return (times * (saturation + 1)) / (times + saturation * (1 - lengthShare + lengthShare * relativeLength));
}
