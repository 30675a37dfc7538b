import type { z } from "zod";
import { EndedSurvey } from "../../events/index.ts";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";
import { endedSurveys } from "./asked-surveys.ts";

const Answered = EndedSurvey.pick({
  customerId: true,
  conversationId: true,
  questions: true,
  answers: true,
  endedAt: true,
});

/** Surveys with their answers. The insights engine owns these documents. */
const answeredSurveys = readModel<z.infer<typeof Answered>>({
  name: endedSurveys.name,
  state: Answered,
  indexes: [["customerId"]],
});

/** Surveys read of a customer; one answers far fewer. */
const surveysRead = 100;

/** The mean of a survey's ratings from 1 to 5, whatever their scales; null without a rating. */
export function ratingOfSurvey({
  questions,
  answers,
}: Pick<EndedSurveyAnswers, "questions" | "answers">): number | null {
  const scales = new Map(
    questions.flatMap((question) => (question.type === "rating" ? [[question.id, question.scale] as const] : [])),
  );
  const rated = answers.flatMap((answer) => {
    const scale = answer.type === "rating" ? scales.get(answer.questionId) : undefined;
    if (answer.type !== "rating" || scale === undefined || scale.max <= scale.min) return [];
    return [1 + (4 * (answer.rating - scale.min)) / (scale.max - scale.min)];
  });
  return rated.length === 0 ? null : rated.reduce((sum, rating) => sum + rating, 0) / rated.length;
}

type EndedSurveyAnswers = z.infer<typeof Answered>;

/** How the customer rated a session of their conversation, from 1 to 5; null without a rating. Costs one query. */
export async function ratingOf(
  documents: Pick<Documents, "query">,
  tenantId: TenantId,
  session: { readonly customerId: string; readonly conversationId: string; readonly since: string },
): Promise<number | null> {
  const { items } = await documents.query(tenantId, answeredSurveys, {
    where: [["state.customerId", "==", session.customerId]],
    limit: surveysRead,
  });
  const ratings = items
    .map(({ data }) => data.state)
    .filter(({ conversationId, endedAt }) => conversationId === session.conversationId && endedAt >= session.since)
    .toSorted((one, other) => (one.endedAt < other.endedAt ? -1 : 1))
    .map(ratingOfSurvey);
  return ratings.findLast((rating) => rating !== null) ?? null;
}
