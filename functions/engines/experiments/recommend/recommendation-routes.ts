import { z } from "zod";
import { openQuestions } from "../../../../shared/contracts/conversation/unanswered-questions.ts";
import { ExperimentMetric } from "../../../../shared/events/running/experiments.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { PlanView, planView } from "../views.ts";
import { type Recommendation, recommend, recommendationSays } from "./recommend.ts";
import { lastDays } from "./traffic.ts";

/** The newest that are read. */
const mostQuestions = 500;
const windowMs = 28 * 86_400_000;

const RecommendationView = z
  .object({
    title: z.string().describe("What to try."),
    why: z.string().describe("What was seen."),
    goal: ExperimentMetric.describe("The metric that would tell."),
    path: z.string().nullable().describe("The part of the configuration to change. Null: add knowledge."),
    volume: z.number().describe("What it concerns in 28 days: conversations, or questions."),
    expected_effect: z.number().describe("The expected relative change of the goal."),
    basis: z
      .enum(["measured", "assumed"])
      .describe("`measured`: bounded by what was counted. `assumed`: a usual size."),
    plan: PlanView.describe("The baseline, and how long an experiment would take."),
    says: z.string().describe("The same in a sentence."),
  })
  .meta({ id: "Recommendation" });

/** What to try next. */
export function recommendationRoutes({ documents, now }: { readonly documents: Documents; readonly now: () => Date }) {
  return [
    route({
      method: "GET",
      path: "/v1/recommendations",
      operationId: "listRecommendations",
      summary: "Get what to try next, with volume, expected effect and days needed",
      description:
        "From the rollups of 28 days and the newest questions that no source answered. What is found soonest comes first; what takes longer than 90 days comes last and says so. Empty without traffic.",
      tag: "Experiments",
      permission: "configs:read",
      reply: z.object({ items: z.array(RecommendationView).describe("The proposals, the best first.") }),
      async handle({ identity: { tenantId } }) {
        const at = now();
        const since = new Date(at.getTime() - windowMs).toISOString();
        const [observed, asked] = await Promise.all([
          lastDays(documents, tenantId, at),
          documents.query(tenantId, openQuestions, {
            where: [["state.at", ">=", since]],
            orderBy: { field: "state.at", direction: "desc" },
            limit: mostQuestions,
          }),
        ]);
        const questions = asked.items.map(({ data }) => data.state);
        return { status: 200, body: { items: recommend({ ...observed, questions }).map(viewOf) } };
      },
    }),
  ];
}

function viewOf(recommendation: Recommendation): z.infer<typeof RecommendationView> {
  const { title, why, goal, path, volume, expectedEffect, basis, plan } = recommendation;
  const says = recommendationSays(recommendation);
  return { title, why, goal, path, volume, expected_effect: expectedEffect, basis, plan: planView(plan), says };
}
