import { analysisLimits, type NamedCompetitor } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import { isSameBusiness, wordsIn } from "../sources/same-business.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import { quoteOf } from "./quote.ts";
import type { ReadReview } from "./reviews.ts";

/** A name after a comparison: words with capital letters. Hindi has none, so its comparisons are left to people. */
const compared =
  /\b(?:[Bb]etter than|[Ww]orse than|[Cc]ompared (?:to|with)|[Uu]nlike|[Ss]witched (?:to|from)|[Mm]oved (?:to|from)|[Cc]heaper than|[Ii]nstead of|[Gg]o to)\s+((?:[A-Z][\w&'’.-]*)(?:\s+(?:[A-Z][\w&'’-]*|of|and|&)){0,4})/gu;
/** Words with a capital that name no business. */
const noNames = new Set(
  "i it they he she the this that other others any all my our hospital doctor sunday monday india google".split(" "),
);

/** Other businesses of its kind: what lies nearby, then what reviews compare it to. Each with the passage that names it. */
export function findCompetitors(
  pages: readonly AnalysedPage[],
  reviews: readonly ReadReview[],
  ownName: string,
): readonly NamedCompetitor[] {
  const found: NamedCompetitor[] = [];
  const add = (competitor: NamedCompetitor) => {
    if (isSameBusiness(competitor.name, ownName)) return;
    const index = found.findIndex(({ name }) => isSameBusiness(name, competitor.name));
    const known = found[index];
    if (known === undefined) found.push(competitor);
    else found[index] = { ...known, quotes: [...known.quotes, ...competitor.quotes].slice(0, analysisLimits.quotes) };
  };
  for (const page of pages)
    for (const { span, name, url, rating, reviews: ratings } of page.competitors) {
      const quotes = [quoteOf({ page, sentence: { span } })];
      add({ name, url, rating, reviews: ratings, why: page.title, quotes });
    }
  for (const { page, sentences } of reviews)
    for (const sentence of sentences)
      for (const name of namesIn(sentence.text))
        add({
          name,
          url: null,
          rating: null,
          reviews: null,
          why: "A review compares it",
          quotes: [quoteOf({ page, sentence })],
        });
  return found.slice(0, analysisLimits.competitors);
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(compared)].flatMap(([, found = ""]) => {
    const name = found.replace(/[\s.,'’-]+$/u, "").replace(/\s+(?:of|and|&)$/u, "");
    const words = wordsIn(name);
    return words.length === 0 || noNames.has(words[0] ?? "") ? [] : [name];
  });
}
