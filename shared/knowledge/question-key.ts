import { termOf, wordsOf } from "./words.ts";

const minTerms = 2;
const maxTerms = 8;

/**
 * What a question is about: its significant words, normalised and in one order, so that two wordings of one question
 * are one. Undefined where too little is left, as of "how are you?".
 */
export function questionKey(question: string): string | undefined {
  const words = wordsOf(question.replace(/\[(?:name|mail|number|code|link)\]/g, " "));
  const terms = [...new Set(words.map(termOf))].toSorted();
  return terms.length < minTerms ? undefined : terms.slice(0, maxTerms).join(" ");
}
