import type { z } from "zod";
import { surveyCompleted } from "../../../shared/events/index.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

export type SurveyRecord = z.infer<typeof surveyCompleted.schema>;

/** One document for each survey that came to its end, by the survey's id. */
export const surveyAnswers = ownedDocument<SurveyRecord>({
  name: "survey-answers",
  state: surveyCompleted.schema,
  indexes: [["endedAt"], ["customerId"], ["trigger", "endedAt desc"]],
  confidential: true,
});
