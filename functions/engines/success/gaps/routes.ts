import { z } from "zod";
import { knowledgeGapDecided } from "../../../../shared/events/index.ts";
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
import { decideGapStep } from "./decide-gap.ts";
import { draftText, gapStatuses, knowledgeGaps, longestArticle } from "./gap.ts";
import { gapView, KnowledgeGapView } from "./views.ts";

const tag = "Customer success";
const ById = z.object({ id: z.string().min(1).max(64).describe("The gap's `gap_id`.") });

interface Dependencies {
  readonly platform: Pick<Platform, "documents" | "blobs">;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** What the knowledge lacks, and what people decide about it. */
export function gapRoutes({ platform: { documents, blobs }, runner, now }: Dependencies) {
  const decide = decideGapStep({ blobs });
  const required = (tenantId: TenantId, id: string) =>
    requireState(documents, tenantId, knowledgeGaps, { id, what: "gap" });
  return [
    route({
      method: "GET",
      path: "/v1/success/knowledge-gaps",
      operationId: "listKnowledgeGaps",
      summary: "List what the knowledge lacks, last changed first",
      description:
        "Unanswered questions of 28 days by meaning, at most 20 a day, from three conversations on. Each has a drafted article, or no source answers it.",
      tag,
      permission: "knowledge:read",
      query: Paging.extend({ status: z.enum(gapStatuses).optional().describe("Only those that stand so.") }),
      reply: pageOf(KnowledgeGapView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await documents.query(tenantId, knowledgeGaps.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.updatedAt", direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => gapView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/success/knowledge-gaps/:id",
      operationId: "getKnowledgeGap",
      summary: "Get a gap with its draft",
      description: "Each sentence of a draft stands in its source as it is.",
      problems: { 404: ["gap-not-found"] },
      tag,
      permission: "knowledge:read",
      params: ById,
      reply: KnowledgeGapView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: gapView(await required(tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/success/knowledge-gaps/:id/decision",
      operationId: "decideKnowledgeGap",
      summary: "Approve an article into the knowledge, or reject a gap for good",
      description:
        "Approved words become a document of the knowledge base, as an upload does. Without `text` the draft is approved. A rejected gap is never proposed again.",
      problems: { 404: ["gap-not-found"], 409: ["gap-decided"], 422: ["article-missing"] },
      example: { decision: "approve", title: "Fan repair", text: "We repair ceiling fans within two days." },
      tag,
      permission: "knowledge:write",
      params: ById,
      body: z.object({
        decision: z.enum(["approve", "reject"]).describe("What you decide."),
        title: z.string().trim().min(1).max(200).optional().describe("The document's title. Default: the draft's."),
        text: z.string().trim().min(1).max(longestArticle).optional().describe("The article. Default: the draft's."),
        base: KnowledgeBase.default("general").describe("The knowledge base."),
      }),
      reply: KnowledgeGapView,
      async handle(request) {
        const { decision, base } = request.body;
        const { tenantId, subject: by } = request.identity;
        const { id } = request.params;
        const gap = await required(tenantId, id);
        const title = request.body.title ?? gap.draft?.title ?? gap.question;
        const text = request.body.text ?? draftText(gap);
        if (decision === "approve" && text === "")
          throw new Problem(422, "article-missing", "No source answers this gap. Send the answer as `text`.");
        const at = now();
        const data = { gapId: id, decision, title, text, base, by, at: at.toISOString() };
        const wish = { action: `gap-${decision}`, key: id, data, at };
        const options = { repeatable: request.idempotencyKey !== undefined };
        const event = requestedEvent(knowledgeGapDecided, request, wish);
        await runner.run(decide, event, options).catch(asConflict("gap-decided"));
        return { status: 200, body: gapView(await required(tenantId, id)) };
      },
    }),
  ];
}
