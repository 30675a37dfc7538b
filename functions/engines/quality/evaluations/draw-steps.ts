import type { ConfigSource } from "../../../../shared/config/versions/current-config.ts";
import { conversationSummaries } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { ratingOf, ratingOfSurvey } from "../../../../shared/contracts/surveys/rated-surveys.ts";
import {
  type ConversationMeasured,
  conversationMeasured,
  evaluationRequested,
  type SurveyCompleted,
  surveyCompleted,
} from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type SamplingReason, samplingReason } from "../sampling.ts";
import { type Draw, draws } from "./draw.ts";

/** Draws a session that is over for evaluation, or leaves it. */
export function drawStep({ documents, config }: { readonly documents: Documents } & Pick<ConfigSource, "config">) {
  return step<ConversationMeasured, Draw, SamplingReason | undefined>({
    name: "quality-draw",
    on: conversationMeasured,
    publishes: [evaluationRequested],
    document: draws,
    documentId: ({ data }) => deriveId("session", data.conversationId, data.startedAt),
    async gather(known, { tenantId, data }) {
      if (known !== undefined) return undefined;
      const { agent, conversationId, startedAt, handedOver, guardEvents } = data;
      const conversation = await documents.get(tenantId, conversationSummaries, conversationId);
      if (conversation === undefined) return undefined;
      const { quality } = await config(tenantId, agent.name, agent.version);
      const customerId = conversation.data.state.customer.id;
      const rating = await ratingOf(documents, tenantId, { customerId, conversationId, since: startedAt });
      const session = { id: `${conversationId} ${startedAt}`, handedOver, guardEvents, rating };
      return samplingReason(session, quality.sample_percent);
    },
    decide(known, { data }, reason) {
      if (known !== undefined || reason === undefined) return undefined;
      const { conversationId, startedAt, endedAt } = data;
      const evaluationId = deriveId("session", conversationId, startedAt);
      const request = { evaluationId, conversationId, reason, since: startedAt, until: endedAt };
      return {
        document: { evaluationId, at: endedAt },
        publish: [newEvent(evaluationRequested, conversationId, request)],
      };
    },
  });
}

/** How far back a session may have begun that a survey rates. */
const sessionMs = 3 * 24 * 3_600_000;

/** A low rating that arrives when the session is over draws its conversation too. */
export const drawLowRating = step<SurveyCompleted, Draw, never>({
  name: "quality-draw-rated",
  on: surveyCompleted,
  publishes: [evaluationRequested],
  document: draws,
  documentId: ({ data }) => deriveId("survey", data.surveyId),
  decide(known, { data }) {
    const { conversationId, surveyId, startedAt, endedAt } = data;
    const session = { id: conversationId, handedOver: false, guardEvents: 0, rating: ratingOfSurvey(data) };
    if (known !== undefined || samplingReason(session, 0) === undefined) return undefined;
    const evaluationId = deriveId("survey", surveyId);
    const since = new Date(Date.parse(startedAt) - sessionMs).toISOString();
    const request = { evaluationId, conversationId, reason: "low-rating" as const, since, until: endedAt };
    return {
      document: { evaluationId, at: endedAt },
      publish: [newEvent(evaluationRequested, conversationId, request)],
    };
  },
});
