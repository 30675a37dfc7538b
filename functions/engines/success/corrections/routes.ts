import { z } from "zod";
import { correctionDecided, correctionFound } from "../../../../shared/events/index.ts";
import { asConflict } from "../../../../shared/http/conflict.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import { KnowledgeBase } from "../../../../shared/knowledge/knowledge-base.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { askedIn } from "./corrected-turns.ts";
import { correctionStatuses, corrections, longest, mostExpected } from "./correction.ts";
import { decideCorrectionStep } from "./decide-correction.ts";
import { placeholdersIn } from "./mask-correction.ts";
import { readAnswer } from "./read-answer.ts";
import { recordCorrection } from "./record-correction.ts";
import { CorrectionView, correctionView } from "./views.ts";
import { withoutPersons } from "./without-persons.ts";

const tag = "Customer success";
const ById = z.object({ id: z.string().min(1).max(64).describe("The correction's `correction_id`.") });
const Wordings = z.array(z.string().trim().min(1).max(longest.expected)).max(mostExpected).default([]);

interface Dependencies {
  readonly platform: Pick<Platform, "documents" | "blobs">;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** What operators answered differently from the agent, and what people decide about it. */
export function correctionRoutes({ platform: { documents, blobs }, runner, now }: Dependencies) {
  const decide = decideCorrectionStep({ blobs });
  const required = (tenantId: TenantId, id: string) =>
    requireState(documents, tenantId, corrections, { id, what: "correction" });
  return [
    route({
      method: "GET",
      path: "/v1/success/corrections",
      operationId: "listCorrections",
      summary: "List what operators answered differently from the agent, last changed first",
      description:
        "Found when a session that a person took over has ended, or marked by a person. Nothing is used before somebody approves it.",
      tag,
      permission: "knowledge:read",
      query: Paging.extend({
        status: z.enum(correctionStatuses).optional().describe("Only those that stand so."),
      }),
      reply: pageOf(CorrectionView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await documents.query(tenantId, corrections.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => correctionView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/success/corrections/:id",
      operationId: "getCorrection",
      summary: "Get a correction",
      description: "What was asked, what the agent said, and what was right.",
      problems: { 404: ["correction-not-found"] },
      tag,
      permission: "knowledge:read",
      params: ById,
      reply: CorrectionView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: correctionView(await required(tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/success/corrections",
      operationId: "markAnswerAsWrong",
      summary: "Mark an answer of the agent as wrong, with the right one",
      description:
        "It waits for somebody with `knowledge:write`. The same message again replaces what was marked, until that is decided.",
      problems: {
        404: ["message-not-found"],
        409: ["correction-decided"],
        422: ["answer-not-of-agent", "customer-refused", "question-missing"],
      },
      example: {
        conversation_id: "Kq3v9Zx0T1mWb7rYc2LpEg",
        message_id: "Ab3v9Zx0T1mWb7rYc2LpEg",
        right: "We are open on Sundays from ten to four.",
      },
      tag,
      permission: "conversations:operate",
      status: 201,
      body: z.object({
        conversation_id: z.string().min(1).max(64).describe("The conversation."),
        message_id: z.string().min(1).max(200).describe("The agent's message, as the conversation's messages name it."),
        right: z.string().trim().min(1).max(1_500).describe("What the agent should have said, for every customer."),
        question: z
          .string()
          .trim()
          .min(1)
          .max(300)
          .optional()
          .describe("What was asked. Default: what the customer wrote before the message."),
      }),
      reply: CorrectionView,
      async handle(request) {
        const { tenantId, subject: by } = request.identity;
        const { conversation_id: conversationId, message_id: messageId, right } = request.body;
        const answer = await readAnswer(documents, tenantId, { conversationId, messageId });
        if (answer === undefined)
          throw new Problem(404, "message-not-found", `The conversation has no message "${messageId}" of the agent.`);
        if (answer.turn.by !== null)
          throw new Problem(422, "answer-not-of-agent", "A person wrote this message. Only the agent's are corrected.");
        const question = request.body.question ?? askedIn(answer.turn);
        if (question === "")
          throw new Problem(422, "question-missing", "The customer asked nothing. Send as `question` what it answers.");
        const at = now();
        const found = [{ turn: answer.turn.index, question, said: answer.text || null, right, by }];
        const of = { found, source: "marked" as const, conversationId, at: at.toISOString() };
        const [data] = (await withoutPersons(documents, tenantId, { ...of, publicText: right, now: at })) ?? [];
        if (data === undefined)
          throw new Problem(422, "customer-refused", "This customer has refused that what they said is kept.");
        const key = data.correctionId;
        const event = requestedEvent(correctionFound, request, { action: "mark-answer", key, data, at });
        const options = { repeatable: request.idempotencyKey !== undefined };
        await runner.run(recordCorrection, event, options).catch(asConflict("correction-decided"));
        return { status: 201, body: correctionView(await required(tenantId, key)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/success/corrections/:id/decision",
      operationId: "decideCorrection",
      summary: "Approve a correction into the knowledge and the scenarios, or reject it",
      description:
        "The answer becomes a document of the knowledge (`knowledge`) and a scenario (`scenario`) that each later version must pass before it is activated: it states the numbers of the answer, says `must_say` and does not say `must_not_say`. `retire` lets the scenario rest.",
      problems: {
        404: ["correction-not-found"],
        409: ["correction-decided"],
        422: ["placeholder-left", "use-missing"],
      },
      example: {
        decision: "approve",
        question: "Are you open on Sundays?",
        answer: "We are open on Sundays from ten to four.",
        must_not_say: ["closed on Sundays"],
      },
      tag,
      permission: "knowledge:write",
      params: ById,
      body: z.object({
        decision: z.enum(["approve", "reject", "retire"]).describe("What you decide."),
        question: z.string().trim().min(1).max(longest.question).optional().describe("Default: what was asked."),
        answer: z.string().trim().min(1).max(longest.answer).optional().describe("Default: what was right."),
        knowledge: z.boolean().default(true).describe("Whether it becomes a document of the knowledge."),
        base: KnowledgeBase.default("general").describe("The knowledge base."),
        scenario: z.boolean().default(true).describe("Whether it becomes a scenario."),
        must_say: Wordings.describe("Words that the reply must hold."),
        must_not_say: Wordings.describe("Words that the reply must not hold."),
      }),
      reply: CorrectionView,
      async handle(request) {
        const { decision, knowledge, base, scenario, must_say: mentions, must_not_say: avoids } = request.body;
        const { tenantId, subject: by } = request.identity;
        const { id } = request.params;
        const correction = await required(tenantId, id);
        const { question = correction.question, answer = correction.right } = request.body;
        if (decision === "approve") requireUsable({ question, answer, isUsed: knowledge || scenario });
        const at = now();
        const data = {
          correctionId: id,
          decision,
          question,
          answer,
          by,
          at: at.toISOString(),
          base: knowledge ? base : null,
          scenario: scenario ? { mentions, avoids } : null,
        };
        const wish = { action: `correction-${decision}`, key: id, data, at };
        const options = { repeatable: request.idempotencyKey !== undefined };
        const event = requestedEvent(correctionDecided, request, wish);
        await runner.run(decide, event, options).catch(asConflict("correction-decided"));
        return { status: 200, body: correctionView(await required(tenantId, id)) };
      },
    }),
  ];
}

function requireUsable(of: { readonly question: string; readonly answer: string; readonly isUsed: boolean }): void {
  if (!of.isUsed)
    throw new Problem(422, "use-missing", "Send `knowledge` or `scenario` as true, or reject the correction.");
  const [left] = placeholdersIn(`${of.question}\n${of.answer}`);
  if (left !== undefined)
    throw new Problem(
      422,
      "placeholder-left",
      `${left} stands where something of the customer was taken out. Write the text without it, or with what all customers may read.`,
    );
}
