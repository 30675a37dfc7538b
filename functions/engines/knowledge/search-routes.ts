import { z } from "zod";
import { route } from "../../../shared/http/route.ts";
import { KnowledgeBase } from "../../../shared/knowledge/knowledge-base.ts";
import type { KnowledgeDependencies } from "./dependencies.ts";
import { PassageView, passageView } from "./views.ts";

/** The search that agents use, to look at. */
export function searchRoutes({ search }: KnowledgeDependencies) {
  return [
    route({
      tag: "Knowledge",
      method: "POST",
      path: "/v1/knowledge/search",
      operationId: "searchKnowledge",
      summary: "Search the documents as an agent does",
      description: "The best passages of the versions that are quoted now, with their section and page.",
      example: { query: "How long does a return take?", base: "general" },
      permission: "knowledge:read",
      body: z.object({
        query: z.string().min(1).max(1_000).describe("What to look for, in a few words."),
        base: KnowledgeBase.optional().describe("Only in this base. Without it, in all of them."),
        limit: z.number().int().min(1).max(20).default(5).describe("Most passages of the answer."),
      }),
      reply: z.object({
        items: z.array(PassageView.extend({ score: z.number().describe("Compare within one answer only.") })),
      }),
      async handle({ identity, body: { query, base, limit } }) {
        const found = await search(identity.tenantId, base ?? null, query, limit);
        return { status: 200, body: { items: found.map(({ chunk, score }) => ({ ...passageView(chunk), score })) } };
      },
    }),
  ];
}
