import { z } from "zod";
import { knowledgeCrawlDue } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import { KnowledgeBase } from "../../../../shared/knowledge/knowledge-base.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../../shared/platform/version-conflicts.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { HttpsUrl } from "../add-document.ts";
import type { KnowledgeDependencies } from "../dependencies.ts";
import { CrawlView, crawlView } from "../views.ts";
import { type Crawl, crawlLimits, crawls } from "./crawl.ts";
import { openCrawl } from "./open-crawl.ts";

const ById = z.object({ id: z.string().min(1).max(64) });
const common = { tag: "Knowledge" } as const;

const NewCrawl = z.object({
  base: KnowledgeBase.default("general").describe("The knowledge base."),
  urls: z
    .array(HttpsUrl)
    .min(1)
    .max(crawlLimits.starts)
    .describe("Where to begin. Only pages of their origins are read."),
  sitemap: z.boolean().default(false).describe("True when the addresses are sitemaps."),
  max_depth: z.number().int().min(0).max(crawlLimits.depth).default(2).describe("Links followed from the first pages."),
  max_pages: z.number().int().min(1).max(crawlLimits.pages).default(100).describe("Pages that are read at most."),
});

/** Readings of web sites. Their pages become documents. */
export function crawlRoutes({ platform, now }: KnowledgeDependencies) {
  const { documents, bus } = platform;
  const requireCrawl = (tenantId: TenantId, id: string): Promise<Crawl> =>
    requireState(documents, tenantId, crawls, { id, what: "crawl" });

  return [
    route({
      ...common,
      method: "POST",
      path: "/v1/knowledge/crawls",
      operationId: "startKnowledgeCrawl",
      summary: "Read a web site, page by page, as its robots.txt permits",
      description:
        "Each page becomes a document. A repeated crawl reads what changed and removes the documents of pages that are no more. Only public https addresses are read.",
      example: { urls: ["https://shop.example/help"], max_depth: 2, max_pages: 50 },
      permission: "knowledge:write",
      status: 202,
      body: NewCrawl,
      reply: CrawlView,
      async handle(request) {
        const { tenantId, subject: by } = request.identity;
        const { base, urls, sitemap, max_depth: maxDepth, max_pages: maxPages } = request.body;
        const id = deriveId("crawl", requestedId(request, { action: "knowledge-crawl", key: base }));
        const at = now();
        const starts = [...new Set(urls)].map((url) => ({
          url,
          kind: sitemap ? ("sitemap" as const) : ("page" as const),
        }));
        const wish = { id, base, kind: "crawl" as const, starts, maxDepth, maxPages, title: null, by };
        await openCrawl(documents, tenantId, { ...wish, at: at.toISOString() });
        const due = { id: deriveId(id, "begin"), tenantId, key: id, at, data: { crawlId: id, round: 0 } };
        await bus.publish([envelopeOf(knowledgeCrawlDue, due)]);
        return { status: 202, body: crawlView(await requireCrawl(tenantId, id)) };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/crawls",
      operationId: "listKnowledgeCrawls",
      summary: "List crawls, newest first",
      description: "Also those of single addresses and of the configuration.",
      permission: "knowledge:read",
      query: Paging,
      reply: pageOf(CrawlView),
      async handle({ identity, query }) {
        const page = await documents.query(identity.tenantId, crawls.collection, {
          orderBy: { field: "state.createdAt", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => crawlView(data.state)) };
      },
    }),
    route({
      ...common,
      method: "GET",
      path: "/v1/knowledge/crawls/:id",
      operationId: "getKnowledgeCrawl",
      summary: "Get a crawl: what was read, and what could not be",
      description: "`problems` names each page that was not read, and why.",
      problems: { 404: ["crawl-not-found"] },
      permission: "knowledge:read",
      params: ById,
      reply: CrawlView,
      async handle({ identity, params }) {
        return { status: 200, body: crawlView(await requireCrawl(identity.tenantId, params.id)) };
      },
    }),
    route({
      ...common,
      method: "POST",
      path: "/v1/knowledge/crawls/:id/cancel",
      operationId: "cancelKnowledgeCrawl",
      summary: "Stop a crawl; what it has read stays",
      description: "A crawl that has ended stays as it is.",
      problems: { 404: ["crawl-not-found"] },
      permission: "knowledge:write",
      params: ById,
      reply: CrawlView,
      async handle({ identity: { tenantId }, params: { id } }) {
        await retryConflicts(async () => {
          const stored = await documents.get(tenantId, crawls.collection, id);
          if (stored?.data.state.status !== "running") return;
          const state: Crawl = {
            ...stored.data.state,
            status: "cancelled",
            waiting: [],
            updatedAt: now().toISOString(),
          };
          const write = put(crawls.collection, id, { ...stored.data, state }, { ifVersion: stored.version });
          await documents.commit(tenantId, [write]);
        });
        return { status: 200, body: crawlView(await requireCrawl(tenantId, id)) };
      },
    }),
  ];
}
