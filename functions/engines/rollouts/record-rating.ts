import { z } from "zod";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { Exposure } from "../../../shared/contracts/conversation/session-config.ts";
import {
  type RolloutObservation,
  rolloutObservations,
} from "../../../shared/contracts/metrics/rollout-observations.ts";
import { type SurveyCompleted, surveyCompleted } from "../../../shared/events/index.ts";
import { type Documents, put } from "../../../shared/platform/documents.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { step } from "../../../shared/runtime/step.ts";

const RolloutRating = z.object({ ...Exposure.shape, low: z.boolean(), at: z.string() });
type RolloutRating = z.infer<typeof RolloutRating>;

const keptMs = 35 * 24 * 3_600_000;

/** The ratings that were told to a rollout, so that a redelivered survey is told once. */
export const rolloutRatings = ownedDocument<RolloutRating>({
  name: "rollout-ratings",
  state: RolloutRating,
  indexes: [],
  confidential: false,
  personal: "nothing",
  expiry: ({ at }) => new Date(Date.parse(at) + keptMs),
});

/** Tells a rollout how a customer rated a conversation of it. It may come long after the stage. */
export function recordRatingStep({ documents }: { readonly documents: Documents }) {
  return step<SurveyCompleted, RolloutRating, Exposure | undefined>({
    name: "rollouts-record-rating",
    on: surveyCompleted,
    filter: ({ data }) => ratingOf(data) !== undefined,
    document: rolloutRatings,
    documentId: ({ data }) => data.surveyId,
    async gather(known, { tenantId, data }) {
      if (known) return undefined;
      return (await documents.get(tenantId, conversationSummaries, data.conversationId))?.data.state.config.exposure;
    },
    decide(known, { id, data }, exposure, now) {
      const rating = ratingOf(data);
      if (known || exposure === undefined || rating === undefined) return undefined;
      const [low, at] = [rating <= lowest, now.toISOString()];
      const facts: RolloutObservation["facts"] = low ? ["rated", "lowRated"] : ["rated"];
      const observation = { ...exposure, facts, cost: 0, costSquares: 0, at };
      return { document: { ...exposure, low, at }, writes: [put(rolloutObservations, `rating-${id}`, observation)] };
    },
  });
}

/** 1 and 2 of 5, 0 to 3 of 10. */
const lowest = 0.3;

/** The first rating on its scale, 0 to 1. */
function ratingOf({ answers, questions }: SurveyCompleted): number | undefined {
  for (const answer of answers) {
    const question = questions.find(({ id }) => id === answer.questionId);
    if (answer.type !== "rating" || question?.type !== "rating") continue;
    const { min, max } = question.scale;
    if (max > min) return (answer.rating - min) / (max - min);
  }
  return undefined;
}
