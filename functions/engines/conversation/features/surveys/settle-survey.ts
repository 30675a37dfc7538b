import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { isSurveyRequest } from "../../../../../shared/contracts/surveys/surveys.ts";
import { type MessageSettled, messageSettled, surveyCloseDue } from "../../../../../shared/events/index.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import { cancelSurvey, closingTask } from "./run.ts";
import type { surveyState } from "./state.ts";

/** Starts waiting for answers once the first question was sent. Removes the survey when it was not sent. */
export function settleSurveyStep(dependencies: Pick<StepDependencies<typeof surveyState>, "config" | "conversations">) {
  return step<MessageSettled, ConversationWith<typeof surveyState>, TenantConfig | undefined>({
    name: "conversation-settle-survey",
    on: messageSettled,
    schedules: [surveyCloseDue],
    filter: ({ data }) => isSurveyRequest(data.requestId),
    document: dependencies.conversations,
    exclusive: false,
    documentId: (event) => event.data.conversationId,

    async gather(conversation, { tenantId, data }) {
      if (conversation?.survey?.run?.requestId !== data.requestId) return undefined;
      return dependencies.config(tenantId, conversation.config.name, conversation.config.version);
    },

    decide(conversation, { data }, config) {
      const survey = conversation?.survey;
      if (!conversation || !config || survey?.run?.requestId !== data.requestId) return undefined;
      if (data.outcome !== "sent") return { document: { ...conversation, survey: cancelSurvey(survey) } };
      const run = { ...survey.run, status: "asking" as const };
      return {
        document: { ...conversation, survey: { ...survey, run } },
        schedule: [closingTask(run, conversation.id, config)],
      };
    },
  });
}
