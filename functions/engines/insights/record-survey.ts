import { surveyCompleted } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { surveyAnswers } from "./survey-answers.ts";

/** A survey ends once: told twice, the first counts. */
export const recordSurvey = step({
  name: "insights-record-survey",
  on: surveyCompleted,
  document: surveyAnswers,
  documentId: (event) => event.data.surveyId,
  decide: (known, { data }) => (known ? undefined : { document: data }),
});
