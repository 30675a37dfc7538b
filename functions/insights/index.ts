import type { OwnedDocument } from "../../shared/runtime/owned-document.ts";
import { type Engine, registered } from "../engine.ts";
import { recording } from "../instances.ts";

/** What a tenant learns from its conversations: answers to surveys, and what became of offers. */
export const insightsEngine: Engine = {
  name: "insights",
  steps: [
    registered("insights-record-survey", recording, async () => (await import("./record-survey.ts")).recordSurvey),
  ],
  async routes({ platform: { documents } }) {
    const { surveyRoutes } = await import("./survey-routes.ts");
    return surveyRoutes({ documents });
  },
  async documents() {
    const { surveyAnswers } = await import("./survey-answers.ts");
    return [surveyAnswers] as unknown as readonly OwnedDocument<unknown>[];
  },
};
