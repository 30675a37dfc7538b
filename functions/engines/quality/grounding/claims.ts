import { numbersSaid } from "../../../../shared/agent/guard/prices/numbers-said.ts";
import { termOf, wordsOf } from "../../../../shared/knowledge/words.ts";
import { type Clause, polarityOf } from "./negation.ts";
import { tellsOfOwnLife } from "./own-life.ts";
import { isQuestion, sentencesOf } from "./sentences.ts";

/** What a sentence says, in the forms that are compared. */
export interface Claim {
  readonly sentence: string;
  /** Stemmed content words in order, names and numbers included; none where a courtesy states a number ("Yes, 2."). */
  readonly terms: readonly string[];
  /** Each of the terms once. */
  readonly vocabulary: ReadonlySet<string>;
  readonly numbers: readonly number[];
  /** Stemmed words with a capital letter inside the sentence. */
  readonly names: readonly string[];
  readonly clauses: readonly Clause[];
}

/** Words of politeness and assent, which say nothing about the business. Of English and of Hindi in both scripts. */
const courtesies = new Set(
  `yes yeah yep sure surely certainly absolutely okay alright glad gladly happy sorry apologies apologise apologize
  unfortunately afraid welcome kindly pleasure zaroor zarur jaroor bilkul maaf kshama khed shukriya dhanyavaad dhanyawad
  swagat जरूर बिल्कुल बिलकुल माफ क्षमा खेद शुक्रिया धन्यवाद स्वागत`.split(/\s+/),
);

/**
 * What the sentences of a text claim. Questions, and courtesies without a content word or a number, claim nothing. "Me too" has no
 * content word and claims a life of its own.
 */
export function claimsOf(text: string): readonly Claim[] {
  return sentencesOf(text)
    .filter((sentence) => !isQuestion(sentence))
    .map(claimOf)
    .filter(isClaim);
}

function isClaim({ sentence, terms, numbers }: Claim): boolean {
  if (terms.length > 0 || tellsOfOwnLife(sentence)) return true;
  return numbers.length > 0 && wordsOf(sentence).length > 0;
}

export function claimOf(sentence: string): Claim {
  const terms = wordsOf(sentence)
    .filter((word) => !courtesies.has(word))
    .map(termOf);
  return {
    sentence,
    terms,
    vocabulary: new Set(terms),
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
