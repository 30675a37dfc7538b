import { z } from "zod";
import { researchRequested } from "../../../shared/events/lifecycle/research.ts";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import { put } from "../../../shared/platform/documents.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { retryConflicts } from "../../../shared/platform/version-conflicts.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { requireOwnClient } from "../../../shared/security/tokens/own-client.ts";
import { researchReports } from "./report/report.ts";
import { ResearchBody, subjectOf } from "./research-body.ts";
import type { openRunStep } from "./run/open-run.ts";
import { type ResearchRun, researchRuns } from "./run/run.ts";
import { subjectKey, subjectLocks } from "./run/subject-lock.ts";
import type { Source } from "./sources/source.ts";
import { sourceProgresses } from "./sources/source-progress.ts";
import { progressView, ResearchDetailView, ResearchView, reportView, researchView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64).describe("The run's `research_id`.") });
const tag = "Research";

/** Researches of businesses. */
export function researchRoutes(dependencies: {
  readonly platform: Pick<Platform, "documents">;
  readonly runner: Runner;
  readonly openRun: ReturnType<typeof openRunStep>;
  readonly sources: readonly Pick<Source, "kind" | "applies" | "canFind">[];
  readonly now: () => Date;
}) {
  const { platform, runner, openRun, sources, now } = dependencies;
  const { documents } = platform;
  const requireRun = (tenantId: TenantId, id: string): Promise<ResearchRun> =>
    requireState(documents, tenantId, researchRuns, { id, what: "research" });

  return [
    route({
      method: "POST",
      path: "/v1/research",
      operationId: "startResearch",
      summary: "Research a business from public sources",
      description:
        "Sources are collected at the same time and reported together. While a run of the same business collects, its id is given instead of a second run.",
      problems: { 404: ["client-not-found"], 422: ["research-without-source"] },
      example: {
        client_id: "client_123",
        research_type: "primary",
        business: "Lamp House",
        site: "https://lamps.example",
      },
      tag,
      permission: "research:write",
      status: 202,
      body: ResearchBody,
      reply: z.object({
        research_id: z.string().describe("Identifies the run."),
        status: z.literal("started").describe("It has begun, now or before."),
      }),
      async handle(request) {
        const { identity, body } = request;
        requireOwnClient(identity, body.client_id);
        const subject = subjectOf(body);
        const { tenantId, subject: by } = identity;
        const able = sources
          .filter((source) => source.applies(subject))
          .map(async (source) => (await source.canFind?.(tenantId, subject)) ?? true);
        if (!(await Promise.all(able)).includes(true))
          throw new Problem(
            422,
            "research-without-source",
            "Nothing is known by which the business could be found. Give its `site`, its `place_id` or a user name. By its name alone Google Maps finds it, once the secret PLACES_API_KEY is set.",
          );
        const wish = { action: "research", key: subjectKey(subject) };
        const runId = deriveId("research", requestedId(request, wish));
        const data = { runId, type: body.research_type, subject, by };
        const event = requestedEvent(researchRequested, request, { ...wish, data, at: now() });
        const run = await runner.run(openRun, event, { repeatable: request.idempotencyKey !== undefined });
        const lock = run ?? (await documents.get(tenantId, researchRuns.collection, runId))?.data.state;
        const holder = lock?.id ?? (await documents.get(tenantId, subjectLocks, wish.key))?.data.runId;
        return { status: 202, body: { research_id: holder ?? runId, status: "started" as const } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/research",
      operationId: "listResearch",
      summary: "List runs, newest first",
      description: "Without their reports.",
      tag,
      permission: "research:read",
      query: Paging,
      reply: pageOf(ResearchView),
      async handle({ identity: { tenantId }, query }) {
        const page = await documents.query(tenantId, researchRuns.collection, {
          orderBy: { field: "state.createdAt", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => researchView(data.state, tenantId)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/research/:id",
      operationId: "getResearch",
      summary: "Get a run: how far each source is, and its report",
      description: "Each fact names the stored page and the span of its text that says it.",
      problems: { 404: ["research-not-found"] },
      tag,
      permission: "research:read",
      params: ById,
      reply: ResearchDetailView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: await detail(tenantId, await requireRun(tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/research/:id/cancel",
      operationId: "cancelResearch",
      summary: "Stop a run; what it has read is reported",
      description: "A run whose sources have ended stays as it is.",
      problems: { 404: ["research-not-found"] },
      tag,
      permission: "research:write",
      params: ById,
      reply: ResearchDetailView,
      async handle({ identity: { tenantId }, params: { id } }) {
        await retryConflicts(async () => {
          const stored = await documents.get(tenantId, researchRuns.collection, id);
          if (stored?.data.state.status !== "collecting") return;
          const state: ResearchRun = { ...stored.data.state, status: "cancelled", updatedAt: now().toISOString() };
          const write = put(researchRuns.collection, id, { ...stored.data, state }, { ifVersion: stored.version });
          await documents.commit(tenantId, [write]);
        });
        return { status: 200, body: await detail(tenantId, await requireRun(tenantId, id)) };
      },
    }),
  ];

  async function detail(tenantId: TenantId, run: ResearchRun): Promise<ResearchDetailView> {
    const [progress, report] = await Promise.all([
      documents.query(tenantId, sourceProgresses.collection, {
        where: [["state.runId", "==", run.id]],
        orderBy: { field: "state.kind", direction: "asc" },
        limit: 20,
      }),
      documents.get(tenantId, researchReports.collection, run.id),
    ]);
    return {
      ...researchView(run, tenantId),
      sources: progress.items.map(({ data }) => progressView(data.state)),
      report: report === undefined ? null : reportView(report.data.state),
    };
  }
}
