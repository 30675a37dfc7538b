import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import { EntityKind, graphEdges, graphNodes } from "../../../../shared/knowledge/graph/graph-documents.ts";
import { cases } from "../cases/case.ts";
import { resolutionsFor } from "../cases/resolutions.ts";
import type { KnowledgeDependencies } from "../dependencies.ts";
import { readNewest } from "../read-newest.ts";

const maxCases = 2_000;
const common = { tag: "Knowledge", permission: "knowledge:read" } as const;

const Entity = z
  .object({
    id: z.string().describe("The name, normalised: romanised, stemmed and without stop words."),
    kind: EntityKind.describe(
      "Where the name comes from: the catalogue, a heading, a table's row or the configuration.",
    ),
    name: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "KnowledgeEntity" });

const Resolution = z.object({
  key: z.string().describe("The action, such as `tool:book_slot`, `source:…` or `person`."),
  label: z.string(),
  attempts: z.number().int().describe("Similar cases in which it was done."),
  successes: z.number().int().describe("Those of them that ended well."),
  lower_bound: z
    .number()
    .describe("What the share of successes is at least: the lower bound of Wilson's 95 % interval."),
});

/** The graph of what documents mention, and what became of similar cases. */
export function graphRoutes({ platform: { documents } }: Pick<KnowledgeDependencies, "platform">) {
  return [
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/entities",
      operationId: "listKnowledgeEntities",
      summary: "List the things that documents mention, the last seen first",
      description: "Catalogue items, headings, rows of tables and names of the configuration.",
      query: Paging.extend({ kind: EntityKind.optional().describe("Only of this kind.") }),
      reply: pageOf(Entity),
      async handle({ identity, query: { kind, ...paging } }) {
        const page = await documents.query(identity.tenantId, graphNodes, {
          where: kind === undefined ? [] : [["kind", "==", kind]],
          orderBy: { field: "updatedAt", direction: "desc" },
          ...paging,
        });
        const view = ({ data: { id, kind: of, name, updatedAt } }: (typeof page.items)[number]) => ({
          id,
          kind: of,
          name,
          updated_at: updatedAt,
        });
        return { status: 200, body: toPage(page, view) };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/entities/:id/mentions",
      operationId: "listEntityMentions",
      summary: "List the passages that mention a thing, the strongest first",
      description: "Each mention names the document and the version that it stands in, and goes with them.",
      problems: { 404: ["entity-not-found"] },
      params: z.object({ id: z.string().min(1).max(500) }),
      query: Paging,
      reply: pageOf(
        z.object({
          passage_id: z.string(),
          document_id: z.string(),
          version: z.string(),
          weight: z.number().describe("How much the passage is about it: 0 to 1."),
        }),
      ),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        if ((await documents.get(tenantId, graphNodes, id)) === undefined)
          throw new Problem(404, "entity-not-found", "No document mentions this.");
        const page = await documents.query(tenantId, graphEdges, {
          where: [["to", "==", id]],
          orderBy: { field: "weight", direction: "desc" },
          ...query,
        });
        const view = ({ data: { from, documentId, version, weight } }: (typeof page.items)[number]) => ({
          passage_id: from,
          document_id: documentId,
          version,
          weight,
        });
        return { status: 200, body: toPage(page, view) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/knowledge/resolutions",
      operationId: "findKnowledgeResolutions",
      summary: "Tell what was done in similar cases, and how surely it helped",
      description:
        "Compares with the newest 2,000 ended conversations. One success of one is worth little: the bound says how little. Cases are kept for 400 days, and erased cases count no more.",
      example: { question: "The report has not arrived" },
      body: z.object({
        question: z.string().min(1).max(1_000).describe("What a customer wants, in a few words."),
        limit: z.number().int().min(1).max(20).default(5).describe("Most items of the answer."),
      }),
      reply: z.object({ items: z.array(Resolution) }),
      async handle({ identity: { tenantId }, body: { question, limit } }) {
        const of = { collection: cases.collection, field: "state.at", max: maxCases };
        const { items } = await readNewest(documents, tenantId, of);
        const found = resolutionsFor(
          question,
          items.map(({ state }) => state),
          limit,
        );
        return {
          status: 200,
          body: { items: found.map(({ lowerBound, ...rest }) => ({ ...rest, lower_bound: lowerBound })) },
        };
      },
    }),
  ];
}
