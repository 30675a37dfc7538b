import { surveyCompleted } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { surveyAnswers } from "./survey-answers.ts";

/** Records an ended survey. A repeated event is ignored. */
export const recordSurvey = step({
  name: "insights-record-survey",
  on: surveyCompleted,
  document: surveyAnswers,
  documentId: (event) => event.data.surveyId,
  decide: (known, { data }) => (known ? undefined : { document: data }),
});
