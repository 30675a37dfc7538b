import type { SurveyCompleted } from "../../events/index.ts";

export interface SurveyRatings {
  /** From 1 to 5, whatever the question's scale. */
  readonly stars: readonly number[];
  /** From 0 to 10: the scale of recommendations. */
  readonly recommendations: readonly number[];
}

/** A survey's ratings. A scale from 0 to 10 asks for a recommendation, which is no rating of the service. Pure. */
export function surveyRatings({ questions, answers }: Pick<SurveyCompleted, "questions" | "answers">): SurveyRatings {
  const [stars, recommendations]: [number[], number[]] = [[], []];
  for (const answer of answers) {
    const question = questions.find(({ id }) => id === answer.questionId);
    if (answer.type !== "rating" || question?.type !== "rating") continue;
    const { min, max } = question.scale;
    if (min === 0 && max === 10) recommendations.push(answer.rating);
    else stars.push(1 + (4 * (answer.rating - min)) / (max - min));
  }
  return { stars, recommendations };
}
