import type { ResearchAnalysis } from "../../../../shared/contracts/research-analysis.ts";
import type { AnalysedPage } from "./analysed-page.ts";
import { findCompetitors } from "./competitors.ts";
import { findOpportunities } from "./opportunities.ts";
import { findQuestions, isPost, reportedQuestions } from "./questions.ts";
import { reviewsIn } from "./reviews.ts";
import { sentencesIn } from "./sentences.ts";
import { findThemes, reportedThemes } from "./themes.ts";

/**
 * What the reviews and posts of a run mean. Counted by word lists alone: no model sees what reviewers wrote, so nothing
 * they write can change a figure or a sentence of the report. Each figure stands beside passages that it counts.
 */
export function analyseReviews({
  subject,
  pages,
}: {
  readonly subject: { readonly name: string };
  readonly pages: readonly AnalysedPage[];
}): ResearchAnalysis {
  const reviews = reviewsIn(pages);
  const posts = pages
    .filter(isPost)
    .flatMap((page) =>
      sentencesIn(page.text, { start: 0, end: page.text.length }).map((sentence) => ({ page, sentence })),
    );
  const themes = findThemes(reviews);
  const questions = findQuestions(reviews, posts);
  return {
    themes: [...reportedThemes(themes, reviews.length)],
    competitors: [...findCompetitors(pages, reviews, subject.name)],
    opportunities: [...findOpportunities(themes, questions, reviews.length)],
    questions: [...reportedQuestions(questions)],
  };
}
