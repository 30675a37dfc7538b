import { z } from "zod";
import { ChannelType } from "../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { Period, readPeriod, within } from "./period.ts";
import { answerValue, type SurveyRecord, surveyAnswers } from "./survey-answers.ts";
import { surveyCsv } from "./survey-csv.ts";
import { resultsByDay, resultsOf } from "./survey-results.ts";

const counts = z.record(z.string(), z.number().int()).nullable();

const Results = z
  .object({
    surveys: z.number().int(),
    completed: z.number().int(),
    declined: z.number().int(),
    abandoned: z.number().int(),
    completion_rate: z.number().nullable().describe("Completed surveys divided by ended surveys, 0 to 1."),
    csat: z.number().nullable().describe("Share of ratings in the upper two fifths of their scale (4 and 5 of 5)."),
    nps: z.number().int().nullable().describe("For ratings from 0 to 10: % of 9 and 10 minus % of 0 to 6."),
    source_attribution: counts,
    questions: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        type: z.enum(["multiple_choice", "rating", "text"]),
        asked: z.number().int(),
        answered: z.number().int(),
        skipped: z.number().int(),
        options: counts,
        ratings: counts,
        mean: z.number().nullable(),
        csat: z.number().nullable(),
        nps: z.number().int().nullable(),
      }),
    ),
    days: z
      .array(
        z.object({
          day: z.iso.date().describe("A day in UTC on which a survey ended."),
          surveys: z.number().int(),
          csat: z.number().nullable(),
          nps: z.number().int().nullable(),
        }),
      )
      .describe("The scores of each day on which a survey ended, oldest first."),
    truncated: z
      .boolean()
      .describe("True if the period has more surveys than one summary can read. Request a shorter period."),
  })
  .meta({ id: "SurveyResults" });
export type SurveyResultsView = z.infer<typeof Results>;

const Answers = z
  .object({
    survey_id: z.string(),
    status: z.enum(["completed", "declined", "abandoned"]),
    trigger: z.string(),
    conversation_id: z.string(),
    customer_id: z.string(),
    channel: ChannelType,
    answers: z.array(
      z.object({
        question_id: z.string(),
        question: z.string(),
        answer: z.union([z.string(), z.number()]).nullable().describe("Null if the question was skipped."),
        at: z.string(),
      }),
    ),
    started_at: z.string(),
    ended_at: z.string(),
  })
  .meta({ id: "SurveyAnswers" });

function answersView(record: SurveyRecord): z.infer<typeof Answers> {
  return {
    survey_id: record.surveyId,
    status: record.status,
    trigger: record.trigger,
    conversation_id: record.conversationId,
    customer_id: record.customerId,
    channel: record.channel,
    answers: record.answers.map((answer) => ({
      question_id: answer.questionId,
      question: record.questions.find(({ id }) => id === answer.questionId)?.text ?? "",
      answer: answerValue(answer),
      at: answer.at,
    })),
    started_at: record.startedAt,
    ended_at: record.endedAt,
  };
}

const Filter = Period.extend({
  trigger: z.string().min(1).max(100).optional().describe("Only surveys that this asked."),
});
const mostExported = 500;

const { collection } = surveyAnswers;
const field = "state.endedAt";
const tag = "Surveys";

export function surveyRoutes({ documents }: { readonly documents: Documents }) {
  return [
    route({
      method: "GET",
      path: "/v1/surveys/results",
      operationId: "getSurveyResults",
      summary: "Summarise a period's surveys: CSAT, NPS, sources, completion",
      description: "Figures over all surveys of the period.",
      tag,
      permission: "conversations:read",
      query: Period,
      reply: Results,
      async handle({ identity: { tenantId }, query: period }) {
        const { items, truncated } = await readPeriod(documents, tenantId, { collection, field, period });
        const records = items.map(({ state }) => state);
        const { completionRate, sourceAttribution, questions, ...results } = resultsOf(records);
        return {
          status: 200,
          body: {
            ...results,
            completion_rate: completionRate,
            source_attribution: sourceAttribution && { ...sourceAttribution },
            questions: questions.map(({ options, ratings, ...question }) => ({
              ...question,
              options: options && { ...options },
              ratings: ratings && { ...ratings },
            })),
            days: [...resultsByDay(records)],
            truncated,
          },
        };
      },
    }),
    route({
      method: "GET",
      path: "/v1/surveys/answers",
      operationId: "listSurveyAnswers",
      summary: "List completed surveys and their answers, newest first",
      description: "One item per survey that was answered to the end.",
      tag,
      permission: "conversations:read",
      query: Paging.extend(Filter.shape),
      reply: pageOf(Answers),
      async handle({ identity: { tenantId }, query }) {
        const page = await newest(tenantId, query);
        return { status: 200, body: toPage(page, ({ data }) => answersView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/surveys/answers/csv",
      operationId: "exportSurveyAnswers",
      summary: "Get surveys and their answers as CSV, newest first",
      description:
        "A line for each answer, and one for a survey without any. The heading is on the first page only. The header `Next-Cursor` is there while more follows: ask again with it as `cursor`, and put the pages after each other.",
      tag,
      permission: "conversations:read",
      query: Filter.extend({
        cursor: Paging.shape.cursor.describe("The `Next-Cursor` of the previous page."),
        limit: z.coerce
          .number()
          .int()
          .min(1)
          .max(mostExported)
          .default(mostExported)
          .describe("The maximum number of surveys."),
      }),
      reply: z.string().describe("The lines."),
      textReply: "text/csv",
      async handle({ identity: { tenantId }, query }) {
        const { items, nextCursor } = await newest(tenantId, query);
        const records = items.map(({ data }) => data.state);
        return {
          status: 200,
          body: surveyCsv(records, query.cursor === undefined),
          headers: {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="survey-answers.csv"',
            ...(nextCursor === undefined ? {} : { "Next-Cursor": nextCursor }),
          },
        };
      },
    }),
  ];

  function newest(tenantId: TenantId, query: z.output<typeof Filter> & Paging) {
    const { trigger, limit, cursor, ...period } = query;
    return documents.query(tenantId, collection, {
      where: [...(trigger ? [["state.trigger", "==", trigger] as const] : []), ...within(period, field)],
      orderBy: { field, direction: "desc" },
      limit,
      cursor,
    });
  }
}
