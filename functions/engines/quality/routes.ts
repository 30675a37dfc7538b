import { z } from "zod";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { evaluationRated, evaluationRequested } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { agreementOf } from "./calibration/agreement.ts";
import { compareVersions } from "./calibration/compare-versions.ts";
import { type Rating, ratings, recordRating } from "./calibration/rating.ts";
import { versionScores } from "./calibration/version-scores.ts";
import type { evaluateStep } from "./evaluations/evaluate-step.ts";
import { evaluations } from "./evaluations/evaluation.ts";
import { samplingReasons } from "./sampling.ts";
import {
  AgreementView,
  agreementView,
  EvaluationSummaryView,
  EvaluationView,
  evaluationSummary,
  evaluationView,
  VersionQualityView,
  versionView,
} from "./views.ts";

interface QualityRoutes {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly evaluate: ReturnType<typeof evaluateStep>;
  readonly now: () => Date;
}

const tag = "Quality";
const ById = z.object({ id: z.string().min(1).max(64).describe("The evaluation's `id`.") });
/** The newest documents that a summary reads. */
const mostRead = 2_000;
const pageSize = 200;
/** Versions that are compared: those that were evaluated last. */
const mostVersions = 200;
/** A session that is evaluated by hand: what was said in the last month at most. */
const sessionMs = 31 * 24 * 3_600_000;

/** How good finished conversations were, and whether people agree. */
export function qualityRoutes({ documents, runner, evaluate, now }: QualityRoutes) {
  return [
    route({
      method: "GET",
      path: "/v1/quality/evaluations",
      operationId: "listEvaluations",
      summary: "List evaluated conversations, the newest or the worst first",
      description: "Scores and the number of faults; the faults themselves are in each evaluation.",
      tag,
      permission: "conversations:read",
      query: Paging.extend({
        order: z.literal(["newest", "worst"]).default("newest").describe("`worst`: the lowest overall score first."),
        reason: z
          .literal(samplingReasons)
          .optional()
          .describe("Only those evaluated for this reason, the newest first."),
      }),
      reply: pageOf(EvaluationSummaryView),
      async handle({ identity: { tenantId }, query: { order, reason, ...paging } }) {
        const page = await documents.query(tenantId, evaluations.collection, {
          ...paging,
          ...(reason !== undefined
            ? { where: [["state.reason", "==", reason]], orderBy: { field: "state.at", direction: "desc" } }
            : order === "worst"
              ? {
                  where: [["state.scores.overall", ">=", 1]],
                  orderBy: { field: "state.scores.overall", direction: "asc" },
                }
              : { orderBy: { field: "state.at", direction: "desc" } }),
        });
        return { status: 200, body: toPage(page, ({ data }) => evaluationSummary(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/quality/evaluations/:id",
      operationId: "getEvaluation",
      summary: "Get an evaluation with its faults and reasons",
      description: "Each fault quotes the words that show it and what a source says instead.",
      problems: { 404: ["evaluation-not-found"] },
      tag,
      permission: "conversations:read",
      params: ById,
      reply: EvaluationView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const evaluation = await requireState(documents, tenantId, evaluations, { id, what: "evaluation" });
        return { status: 200, body: evaluationView(evaluation) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/quality/evaluations",
      operationId: "evaluateConversation",
      summary: "Evaluate a conversation now",
      description:
        "Reads the newest 60 turns of the last month. Averages and drift leave it out, because it was not drawn by chance.",
      problems: { 404: ["conversation-not-found"], 422: ["nothing-to-evaluate"] },
      example: { conversation_id: "Kq3v9Zx0T1mWb7rYc2LpEg" },
      tag,
      permission: "conversations:operate",
      status: 201,
      body: z.object({ conversation_id: z.string().min(1).max(64).describe("The conversation's id.") }),
      reply: EvaluationView,
      async handle(request) {
        const { tenantId } = request.identity;
        const { conversation_id: conversationId } = request.body;
        const conversation = await documents.get(tenantId, conversationSummaries, conversationId);
        if (!conversation)
          throw new Problem(404, "conversation-not-found", `There is no conversation "${conversationId}".`);
        const at = now();
        const evaluationId = requestedId(request, { action: "evaluate", key: conversationId });
        const since = new Date(at.getTime() - sessionMs).toISOString();
        const data = { evaluationId, conversationId, reason: "requested" as const, since, until: at.toISOString() };
        const event = requestedEvent(evaluationRequested, request, {
          action: "evaluate",
          key: conversationId,
          data,
          at,
        });
        await runner.run(evaluate, event, { repeatable: request.idempotencyKey !== undefined });
        const stored = await documents.get(tenantId, evaluations.collection, evaluationId);
        if (!stored)
          throw new Problem(
            422,
            "nothing-to-evaluate",
            "The conversation has no turns in the last month, so there is nothing to evaluate.",
          );
        return { status: 201, body: evaluationView(stored.data.state) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/quality/evaluations/:id/ratings",
      operationId: "rateEvaluation",
      summary: "Rate an evaluated conversation yourself",
      description:
        "What people say shows how far evaluations can be trusted. A later rating of the same person replaces the earlier one.",
      problems: { 404: ["evaluation-not-found"], 422: ["evaluation-without-score"] },
      example: { overall: 7, note: "Right, but too long." },
      tag,
      permission: "conversations:operate",
      status: 201,
      params: ById,
      body: z.object({
        overall: z.number().int().min(1).max(10).describe("From 1 (bad) to 10 (good)."),
        note: z.string().trim().max(1_000).default("").describe("Why, for colleagues."),
      }),
      reply: z.object({
        overall: z.number().int().describe("What was stored."),
        judged: z.number().describe("The evaluation's own score."),
      }),
      async handle(request) {
        const {
          identity: { tenantId, subject },
          params: { id },
          body,
        } = request;
        const evaluation = await requireState(documents, tenantId, evaluations, { id, what: "evaluation" });
        const { customerId, rubric, scores } = evaluation;
        if (scores.overall === null)
          throw new Problem(
            422,
            "evaluation-without-score",
            "The agent did not answer in this conversation, so there is nothing to compare a rating with.",
          );
        const at = now();
        const ratingId = deriveId("rating", id, subject);
        const data = {
          ratingId,
          evaluationId: id,
          customerId,
          rubric,
          by: subject,
          judged: scores.overall,
          ...body,
          at: at.toISOString(),
        };
        const event = requestedEvent(evaluationRated, request, { action: "rate", key: id, data, at });
        await runner.run(recordRating, event, { repeatable: request.idempotencyKey !== undefined });
        return { status: 201, body: { overall: body.overall, judged: scores.overall } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/quality/calibration",
      operationId: "getRaterAgreement",
      summary: "Tell how well evaluations agree with people",
      description: "Of the newest 2,000 ratings, by rubric. Read κ, the raw agreement and the base rate together.",
      tag,
      permission: "conversations:read",
      reply: z.object({ items: z.array(AgreementView).describe("One for each rubric, the newest first.") }),
      async handle({ identity: { tenantId } }) {
        const byRubric = Map.groupBy(await newestRatings(tenantId), ({ rubric }) => rubric);
        const items = [...byRubric].map(([rubric, of]) =>
          agreementView(rubric, agreementOf(of.map(({ overall, judged }) => [overall, Math.round(judged)]))),
        );
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/quality/versions",
      operationId: "compareVersionQuality",
      summary: "Compare the quality of the versions of each configuration",
      description:
        "Of the evaluations that nobody asked for by hand, of the 200 versions that were evaluated last. A drift is told when chance alone would show it once in a thousand times.",
      tag,
      permission: "conversations:read",
      reply: z.object({
        items: z.array(VersionQualityView).describe("The newest version of each configuration first."),
      }),
      async handle({ identity: { tenantId } }) {
        const { items } = await documents.query(tenantId, versionScores.collection, {
          orderBy: { field: "state.at", direction: "desc" },
          limit: mostVersions,
        });
        const counted = items.map(({ data }) => data.state);
        return { status: 200, body: { items: compareVersions(counted).map(versionView) } };
      },
    }),
  ];

  async function newestRatings(tenantId: TenantId): Promise<readonly Rating[]> {
    const found: Rating[] = [];
    let cursor: string | undefined;
    do {
      const orderBy = { field: "state.at", direction: "desc" } as const;
      const page = await documents.query(tenantId, ratings.collection, { orderBy, limit: pageSize, cursor });
      found.push(...page.items.map(({ data }) => data.state));
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < mostRead);
    return found;
  }
}
