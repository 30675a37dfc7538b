import { numbersSaid } from "../../../../shared/agent/guard/prices/numbers-said.ts";
import { termOf, wordsOf } from "../../../../shared/knowledge/words.ts";
import { type Clause, polarityOf } from "./negation.ts";
import { isQuestion, sentencesOf } from "./sentences.ts";

/** What a sentence says, in the forms that are compared. */
export interface Claim {
  readonly sentence: string;
  /** Stemmed content words in order, names and numbers included. */
  readonly terms: readonly string[];
  readonly numbers: readonly number[];
  /** Stemmed words with a capital letter inside the sentence. */
  readonly names: readonly string[];
  readonly clauses: readonly Clause[];
}

/** What the sentences of a text claim. Questions, and courtesies without a content word, claim nothing. */
export function claimsOf(text: string): readonly Claim[] {
  return sentencesOf(text)
    .filter((sentence) => !isQuestion(sentence))
    .map(claimOf)
    .filter(({ terms }) => terms.length > 0);
}

export function claimOf(sentence: string): Claim {
  return {
    sentence,
    terms: wordsOf(sentence).map(termOf),
    numbers: numbersSaid(sentence),
    names: namesIn(sentence),
    clauses: polarityOf(sentence),
  };
}

const capitalised = /(?<=[^.!?:\s]\s+)\p{Lu}[\p{L}\p{M}\p{N}'’&-]+/gu;

/** Names of Latin script. A sentence's first word is left out: its capital letter says nothing. */
function namesIn(sentence: string): readonly string[] {
  const found = [...sentence.matchAll(capitalised)].flatMap(([name]) => wordsOf(name));
  return [...new Set(found.map(termOf))];
}
