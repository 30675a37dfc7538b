import { isStopWord, rawWordsOf, termOf } from "../../../../shared/knowledge/words.ts";
import { clausesOf } from "./sentences.ts";

/** English and Hindi, in both scripts. What is closed is not open, so words for "closed" count as well. */
const negations = new Set(
  `not no never none neither nor cannot cant dont doesnt didnt isnt arent wasnt werent wont without unable except closed
  नहीं नही ना मत बिना बंद nahi nahin nai mat bina band`.split(/\s+/),
);

/** `don't` and `don’t` become one word, so that the negation in them stays. */
const contracted = /n['’]t\b/giu;
/** How far a negation reaches: to the words after it, or, where none follow, to those before it. */
const reach = { after: 4, before: 2 };

/** A part of a sentence, with the words that are said not to be so. */
export interface Clause {
  readonly terms: ReadonlySet<string>;
  readonly negated: ReadonlySet<string>;
}

export function polarityOf(sentence: string): readonly Clause[] {
  return clausesOf(sentence.replace(contracted, "nt")).map(clauseOf);
}

function clauseOf(text: string): Clause {
  const words = rawWordsOf(text);
  const isContent = (word: string) => !isStopWord(word) && !negations.has(word);
  const negated = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (!negations.has(word)) continue;
    const after = words
      .slice(at + 1)
      .filter(isContent)
      .slice(0, reach.after);
    const before = words.slice(0, at).filter(isContent).slice(-reach.before);
    for (const each of after.length > 0 ? after : before) toggle(negated, termOf(each));
  }
  return { terms: new Set(words.filter(isContent).map(termOf)), negated };
}

/** Two negations cancel each other out: "not closed". */
function toggle(negated: Set<string>, term: string): void {
  if (!negated.delete(term)) negated.add(term);
}

/** A denial in the reply reaches to words that its subject has elsewhere, so the source's clause must be of the same subject. */
const sharedByDenial = 2;

/**
 * Whether a clause denies what the sources say, or says what they deny. Each word is looked up in the source's clause that
 * contains it and has most words in common.
 */
export function contradicts(clause: Clause, sources: readonly Clause[]): boolean {
  for (const term of clause.terms) {
    let most = 0;
    let sameSense = true;
    for (const source of sources) {
      if (!source.terms.has(term)) continue;
      const shared = sharedWith(clause, source);
      const isSame = source.negated.has(term) === clause.negated.has(term);
      if (shared > most) [most, sameSense] = [shared, isSame];
      else if (shared === most) sameSense ||= isSame;
    }
    const enough = clause.negated.has(term) ? Math.min(sharedByDenial, clause.terms.size) : 1;
    if (!sameSense && most >= enough) return true;
  }
  return false;
}

function sharedWith(clause: Clause, source: Clause): number {
  let shared = 0;
  for (const term of clause.terms) if (source.terms.has(term)) shared += 1;
  return shared;
}
