import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageFetcher } from "../../../shared/crawl/fetch-page.ts";
import { siteRequest } from "../../../shared/crawl/site-request.ts";
import { readSitePage } from "../../../shared/knowledge/reading/web-pages/read-site-page.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import type { AnyStep } from "../../../shared/runtime/step.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { analyseReviews } from "./analysis/analyse-reviews.ts";
import { researchPageRoutes } from "./page-routes.ts";
import type { ProposeFacts } from "./report/propose-facts.ts";
import { storeEvidenceStep } from "./report/store-evidence.ts";
import { writeReportStep } from "./report/write-report.ts";
import { researchRoutes } from "./routes.ts";
import { forgetTextsStep } from "./run/forget-texts.ts";
import { openRunStep } from "./run/open-run.ts";
import { addEvidence, closeOverdueRun, joinSource, recordReport } from "./run/progress-run.ts";
import { collectPartStep } from "./sources/collect-part.ts";
import type { Source } from "./sources/source.ts";
import { siteCrawler } from "./sources/website/site-crawler.ts";
import { websiteSource } from "./sources/website/website-source.ts";
import type { ResearchDetailView } from "./views.ts";

export const agency = TenantId.parse("agency");

export interface ResearchOptions {
  readonly dataDir?: string;
  readonly allowedOrigins?: readonly string[];
  readonly spacingMs?: number;
  readonly timeoutMs?: number;
  readonly otherSources?: readonly Source[];
  readonly proposeFacts?: ProposeFacts;
}

/** Research's steps and routes on an embedded platform with its own bus. Pages are read in this thread. */
export async function openResearch(options: ResearchOptions = {}) {
  const { allowedOrigins = [], proposeFacts = async ({ pages }) => pages, otherSources = [] } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "research-"));
  const platform = openEmbedded({ dataDir });
  const { documents, blobs, bus } = platform;
  const now = () => new Date();
  const runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now });
  const crawler = { ...siteCrawler("https://agency.example/crawler"), timeoutMs: options.timeoutMs ?? 2_000 };
  const { spacingMs = crawler.spacingMs } = options;
  const fetchPage = pageFetcher(siteRequest({ fetch, allowedOrigins }), {
    ...crawler,
    spacingMs,
  });
  const readPage: Parameters<typeof websiteSource>[0]["readPage"] = async ({ bytes, contentType, url }) =>
    readSitePage(bytes, contentType, url);
  const sources = [websiteSource({ fetchPage, readPage, spacingMs, allowedOrigins }), ...otherSources];
  const openRun = openRunStep({ documents, sources });
  const steps = [
    openRun,
    collectPartStep({ documents, blobs, sources }),
    joinSource,
    closeOverdueRun,
    addEvidence,
    recordReport,
    forgetTextsStep({ blobs }),
    storeEvidenceStep({ documents, blobs }),
    writeReportStep({ documents, blobs, analyse: analyseReviews, proposeFacts, readThemes: async () => [] }),
  ] as unknown as readonly AnyStep[];
  for (const step of steps) bus.subscribe(runner.subscription(step));
  await bus.start();
  await platform.scheduler.start();
  const routes = [
    ...researchRoutes({ platform, runner, openRun, sources, now }),
    ...researchPageRoutes({ documents, blobs }),
  ];

  async function call<Reply>(
    operationId: string,
    parts: { tenantId?: TenantId; params?: object; query?: object; body?: object; key?: string },
  ): Promise<Reply> {
    const route = routes.find((each) => each.operationId === operationId);
    if (route === undefined) throw new Error(`There is no operation ${operationId}.`);
    const identity = { tenantId: parts.tenantId ?? agency, subject: "asha", roles: ["admin"], rateKey: "asha" };
    const parse = (schema: { parse(value: unknown): unknown } | undefined, value: unknown) =>
      schema?.parse(value ?? {}) ?? {};
    const reply = await route.handle({
      identity,
      requestId: "request",
      params: parse(route.params, parts.params),
      query: parse(route.query, parts.query),
      body: parse(route.body, parts.body),
      idempotencyKey: parts.key,
      signal: new AbortController().signal,
    } as never);
    return (reply as { body: Reply }).body;
  }

  return {
    platform,
    call,
    async start(body: object, key?: string): Promise<string> {
      const wish = { client_id: agency, business: "Lamp House", ...body };
      const reply = await call<{ research_id: string }>("startResearch", { body: wish, ...(key ? { key } : {}) });
      return reply.research_id;
    },
    get: (id: string) => call<ResearchDetailView>("getResearch", { params: { id } }),
    /** The run once its report is written. */
    async reported(id: string, revision = 1): Promise<ResearchDetailView> {
      await until(`report ${revision} of ${id} is written`, async () => (await this.get(id)).revision >= revision);
      return this.get(id);
    },
    async close({ keep = false } = {}) {
      await platform.close(5_000);
      if (!keep) rmSync(dataDir, { recursive: true });
    },
  };
}
