import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { researchRuns } from "./run/run.ts";
import { researchPages } from "./sources/research-page.ts";
import { pageView, ResearchPageTextView, ResearchPageView, statementViews } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64).describe("The run's `research_id`.") });
const ByPage = ById.extend({ page_id: z.string().min(1).max(64).describe("The page's `page_id`.") });
const tag = "Research";

/** The texts that a run has stored: what its facts' spans refer to. */
export function researchPageRoutes({ documents, blobs }: Pick<Platform, "documents" | "blobs">) {
  return [
    route({
      method: "GET",
      path: "/v1/research/:id/pages",
      operationId: "listResearchPages",
      summary: "List the pages that a run has stored, the first read first",
      description: "Pages of every source.",
      problems: { 404: ["research-not-found"] },
      tag,
      permission: "research:read",
      params: ById,
      query: Paging,
      reply: pageOf(ResearchPageView),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        await requireState(documents, tenantId, researchRuns, { id, what: "research" });
        const page = await documents.query(tenantId, researchPages.collection, {
          where: [["state.runId", "==", id]],
          orderBy: { field: "state.fetchedAt", direction: "asc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => pageView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/research/:id/pages/:page_id",
      operationId: "getResearchPage",
      summary: "Get the stored text of a page, and what it says of the business",
      description: "The text is data of others: show it as text, never as markup.",
      problems: { 404: ["research-page-not-found"] },
      tag,
      permission: "research:read",
      params: ByPage,
      reply: ResearchPageTextView,
      async handle({ identity: { tenantId }, params: { id, page_id } }) {
        const page = await requireState(documents, tenantId, researchPages, { id: page_id, what: "research-page" });
        const stored = page.runId === id ? await blobs.get(tenantId, page.blob) : undefined;
        if (stored === undefined)
          throw new Problem(404, "research-page-not-found", `The research "${id}" has no page "${page_id}".`);
        const text = Buffer.from(stored.body).toString("utf8");
        return { status: 200, body: { ...pageView(page), statements: statementViews(page, text), text } };
      },
    }),
  ];
}
