import type { TextSpan } from "../../../../shared/events/lifecycle/research-claims.ts";
import { normalized } from "../../../../shared/schema/bounded-text.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import { type Sentence, sentencesIn } from "./sentences.ts";

/** A review that a run has stored. */
export interface ReadReview {
  readonly page: AnalysedPage;
  readonly span: TextSpan;
  /** Of five; null without one. */
  readonly rating: number | null;
  readonly sentences: readonly Sentence[];
}

/** All reviews of a run. One that stands in several places, word for word, counts once. */
export function reviewsIn(pages: readonly AnalysedPage[]): readonly ReadReview[] {
  const known = new Set<string>();
  return pages.flatMap((page) =>
    page.reviews.flatMap(({ span, rating }) => {
      const words = normalized(page.text.slice(span.start, span.end), "NFKC")
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
        .trim();
      if (words === "" || known.has(words)) return [];
      known.add(words);
      return [{ page, span, rating, sentences: sentencesIn(page.text, span) }];
    }),
  );
}
