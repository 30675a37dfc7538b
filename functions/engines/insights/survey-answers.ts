import type { z } from "zod";
import { endedSurveys } from "../../../shared/contracts/surveys/asked-surveys.ts";
import { EndedSurvey } from "../../../shared/events/index.ts";
import { byCustomer } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

export type SurveyRecord = z.infer<typeof EndedSurvey>;

/** One document per ended survey, keyed by the survey's id. */
export const surveyAnswers = ownedDocument<SurveyRecord>({
  name: endedSurveys.name,
  state: EndedSurvey,
  indexes: [["endedAt"], ["customerId"], ["trigger", "endedAt desc"]],
  confidential: true,
  personal: { fields: ["state.answers"], find: byCustomer("state.customerId") },
});

/** What a customer answered; null for a question that was skipped. */
export function answerValue(answer: SurveyRecord["answers"][number]): string | number | null {
  switch (answer.type) {
    case "option":
      return answer.option;
    case "rating":
      return answer.rating;
    case "text":
      return answer.text;
    case "skipped":
      return null;
  }
}
