import type { ResearchAnalysis } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import { findCompetitors } from "./competitors.ts";
import { findOpportunities } from "./opportunities.ts";
import { findQuestions, isPost, reportedQuestions } from "./questions.ts";
import { reviewsIn } from "./reviews.ts";
import { sentencesIn } from "./sentences.ts";
import { findThemes, type ReadMention, reportedThemes } from "./themes.ts";

/**
 * What the reviews and posts of a run mean. Counted by word lists, and by a model in the reviews that they know nothing of
 * (`read`): it only sorts our own sentences into our own themes, so nothing that a reviewer writes can change another
 * review's count or a sentence of the report. Each figure stands beside passages that it counts.
 */
export function analyseReviews({
  subject,
  pages,
  read = [],
}: {
  readonly subject: { readonly name: string };
  readonly pages: readonly AnalysedPage[];
  readonly read?: readonly ReadMention[];
}): ResearchAnalysis {
  const reviews = reviewsIn(pages);
  const posts = pages
    .filter(isPost)
    .flatMap((page) =>
      sentencesIn(page.text, { start: 0, end: page.text.length }).map((sentence) => ({ page, sentence })),
    );
  const themes = findThemes(reviews, read);
  const questions = findQuestions(reviews, posts);
  return {
    themes: [...reportedThemes(themes, reviews.length)],
    competitors: [...findCompetitors(pages, reviews, subject.name)],
    opportunities: [...findOpportunities(themes, questions, reviews.length)],
    questions: [...reportedQuestions(questions)],
  };
}
