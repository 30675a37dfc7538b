import { recording } from "../../../../app/instances.ts";
import type { Feature } from "../feature.ts";
import { surveyState } from "./state.ts";

/** Questions to customers after a booking, at a conversation's end and when the tenant's systems ask for it. */
export const surveysFeature: Feature<typeof surveyState> = {
  name: "surveys",
  state: surveyState,
  turn: async () => (await import("./turn.ts")).surveysTurn,
  engagement: ({ survey }) => ({
    ...(survey?.run ? { awaitsAnswer: true } : {}),
    ...(survey?.lowRatedAt ? { displeasedAt: survey.lowRatedAt } : {}),
  }),
  steps: [
    {
      name: "conversation-start-survey",
      instances: recording,
      load: async (dependencies) => (await import("./start-survey.ts")).startSurveyStep(dependencies),
    },
    {
      name: "conversation-settle-survey",
      instances: recording,
      load: async (dependencies) => (await import("./settle-survey.ts")).settleSurveyStep(dependencies),
    },
    {
      name: "conversation-survey-at-end",
      instances: recording,
      load: async (dependencies) => (await import("./survey-at-end.ts")).surveyAtEndStep(dependencies),
    },
    {
      name: "conversation-close-survey",
      instances: recording,
      load: async (dependencies) => (await import("./close-survey.ts")).closeSurveyStep(dependencies),
    },
  ],
};
