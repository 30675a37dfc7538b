import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requirementLimits } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import { interviewMessageWritten, interviewStarted } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import { requireOwnClient } from "../../../../shared/security/tokens/own-client.ts";
import { type RequirementsDependencies, requireResearch } from "../document/dependencies.ts";
import { interviewQuestions } from "./questions.ts";
import { type Interview, interviewLimits, interviews, openQuestions } from "./session.ts";
import { type hearStep, startInterviewStep } from "./steps.ts";

const tag = "Requirements";

export const InterviewView = z
  .object({
    session_id: z.string().describe("Identifies the interview."),
    prd_id: z.string().describe("The document that it writes."),
    status: z.enum(["asking", "finished"]).describe("Asking until every question was answered or skipped."),
    language: z.enum(["en", "hi"]).describe("The language that it asks in."),
    batch: z.number().int().describe("The number of the open batch, of at most 12."),
    progress: z
      .object({
        done: z.number().int().describe("Questions that are answered or skipped."),
        total: z.number().int().describe("Questions that are known to be asked."),
      })
      .describe("How far it is."),
    open: z
      .array(z.object({ letter: z.string().describe("`a` to `d`."), question: z.string().describe("The question.") }))
      .describe("The open questions. Answer with their letters."),
    messages: z
      .array(
        z.object({
          from: z.enum(["person", "interview"]).describe("Who wrote it."),
          text: z.string().describe("What was written."),
          at: z.string().describe("When."),
        }),
      )
      .describe("The newest 60 messages, oldest first."),
    reminded_at: z.string().nullable().describe("When it reminded of the open questions. Null since the last message."),
    updated_at: z.string().describe("When the last message came."),
  })
  .meta({ id: "RequirementsInterview" });
export type InterviewView = z.infer<typeof InterviewView>;

const BySession = z.object({ id: z.string().min(1).max(64).describe("The interview's `session_id`.") });

/** Interviews that write a requirements document. */
export function interviewRoutes(
  dependencies: RequirementsDependencies & { readonly hear: ReturnType<typeof hearStep> },
) {
  const { documents, runner, now, hear } = dependencies;
  const startInterview = startInterviewStep({ documents });
  return [
    route({
      tag,
      method: "POST",
      path: "/v1/prd/sessions",
      operationId: "startInterview",
      summary: "Start an interview, and open the document that it writes",
      description:
        "It asks about objectives first, then about contradictions and gaps of the research, then in batches of at most four questions with letters. What research found is to be confirmed, not asked anew. Answers are in the document moments later. An interview may be left for as long as needed.",
      problems: { 404: ["client-not-found", "research-not-found"] },
      example: { client_id: "client_123", title: "Front desk", language: "hi" },
      permission: "configs:write",
      status: 201,
      idempotency: "own",
      body: z.object({
        client_id: z.string().min(1).max(63).describe("The client that the document is for."),
        research_id: z.string().min(1).max(100).optional().describe("The research run that the document builds on."),
        title: z
          .string()
          .trim()
          .min(1)
          .max(requirementLimits.line)
          .default("Requirements")
          .describe("The document's title."),
        language: z
          .enum(["en", "hi"])
          .default("en")
          .describe("The language to ask in, which the document is written in."),
        two_people: z.boolean().default(false).describe("True when the approver must not be the last author."),
      }),
      reply: InterviewView,
      async handle(request) {
        const { identity, idempotencyKey, body } = request;
        requireOwnClient(identity, body.client_id);
        await requireResearch(documents, identity.tenantId, body.research_id);
        const action = { action: "start-interview", key: "new" };
        const interviewId = idempotencyKey === undefined ? randomUUID() : requestedId(request, action);
        const at = now();
        const data = {
          interviewId,
          requirementsId: `${interviewId}-prd`,
          title: body.title,
          researchId: body.research_id ?? null,
          language: body.language,
          twoPeople: body.two_people,
          by: identity.subject,
          at: at.toISOString(),
        };
        const event = requestedEvent(interviewStarted, request, { ...action, data, at });
        const state = await runner.run(startInterview, event, { repeatable: idempotencyKey !== undefined });
        const begun =
          state ??
          (await requireState(documents, identity.tenantId, interviews, { id: interviewId, what: "interview" }));
        return { status: 201, body: interviewView(begun) };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prd/sessions",
      operationId: "listInterviews",
      summary: "List interviews, the last answered first",
      description: "With their open questions.",
      permission: "configs:read",
      query: Paging,
      reply: pageOf(InterviewView),
      async handle({ identity, query }) {
        const page = await documents.query(identity.tenantId, interviews.collection, {
          orderBy: { field: "state.updatedAt", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => interviewView(data.state)) };
      },
    }),
    route({
      tag,
      method: "GET",
      path: "/v1/prd/sessions/:id",
      operationId: "getInterview",
      summary: "Get an interview with its open questions",
      description: "Where it was left, whatever happened since.",
      problems: { 404: ["interview-not-found"] },
      permission: "configs:read",
      params: BySession,
      reply: InterviewView,
      async handle({ identity, params: { id } }) {
        const state = await requireState(documents, identity.tenantId, interviews, { id, what: "interview" });
        return { status: 200, body: interviewView(state) };
      },
    }),
    route({
      tag,
      method: "POST",
      path: "/v1/prd/sessions/:id/messages",
      operationId: "answerInterview",
      summary: "Answer open questions of an interview",
      description:
        "Begin each answer with its letter: `a) … b) …`. An answer that is not understood is asked about once, in other words; `skip` leaves a question open. Contradicting answers are asked about.",
      problems: { 404: ["interview-not-found"], 422: ["interview-finished"] },
      example: { text: "a) Patients b) WhatsApp c) Hindi and English d) 9 am to 6 pm" },
      permission: "configs:write",
      idempotency: "own",
      params: BySession,
      body: z.object({ text: z.string().trim().min(1).max(interviewLimits.message).describe("The answers.") }),
      reply: InterviewView,
      async handle(request) {
        const { identity, idempotencyKey, params, body } = request;
        const { tenantId, subject: by } = identity;
        const at = now();
        const data = { interviewId: params.id, text: body.text, by, at: at.toISOString() };
        const event = requestedEvent(interviewMessageWritten, request, {
          action: "answer-interview",
          key: params.id,
          data,
          at,
        });
        const state = await runner.run(hear, event, { repeatable: idempotencyKey !== undefined });
        const heard =
          state ?? (await requireState(documents, tenantId, interviews, { id: params.id, what: "interview" }));
        return { status: 200, body: interviewView(heard) };
      },
    }),
  ];
}

function interviewView(interview: Interview): InterviewView {
  const { asked, status } = interview;
  const done = asked.filter((question) => question.status !== "open").length;
  const prompts = interview.research?.prompts ?? [];
  const confirmed = new Set(prompts.map(({ target }) => target));
  const own = interviewQuestions.flatMap(({ id }) => (confirmed.has(id) ? [] : [id]));
  const known = new Set([...own, ...prompts.map(({ id }) => id), ...asked.map(({ id }) => id)]);
  return {
    session_id: interview.id,
    prd_id: interview.requirementsId,
    status,
    language: interview.language,
    batch: interview.batch,
    progress: { done, total: status === "finished" ? done : known.size },
    open: openQuestions(interview).map(({ letter, text }) => ({ letter, question: text })),
    messages: interview.messages,
    reminded_at: interview.remindedAt,
    updated_at: interview.updatedAt,
  };
}
