import { surveyCloseDue, surveyCompleted } from "../../../../../shared/events/index.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { StepDependencies } from "../feature-step.ts";
import { endSurvey } from "./run.ts";
import type { surveyState } from "./state.ts";

/** Ends a survey that the customer did not finish in time. Publishes the answers given so far. */
export function closeSurveyStep({ conversations }: Pick<StepDependencies<typeof surveyState>, "conversations">) {
  return step({
    name: "conversation-close-survey",
    on: surveyCloseDue,
    publishes: [surveyCompleted],
    document: conversations,
    documentId: (event) => event.data.conversationId,
    decide(conversation, { data }, _gathered, now) {
      const survey = conversation?.survey;
      if (!conversation || !survey?.run || survey.run.id !== data.surveyId) return undefined;
      const end = endSurvey(conversation, { ...survey, run: survey.run }, { status: "abandoned", now });
      return { document: { ...conversation, survey: end.survey }, publish: end.publish };
    },
  });
}
