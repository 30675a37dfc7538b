import type { ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import {
  type ResearchReportDue,
  researchReportDue,
  researchReported,
} from "../../../../shared/events/lifecycle/research.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { ReadThemes } from "../analysis/read-themes.ts";
import { type ResearchRun, researchRuns } from "../run/run.ts";
import { researchPages } from "../sources/research-page.ts";
import { outcomeOf, sourceProgresses } from "../sources/source-progress.ts";
import type { Analyse } from "./analyse.ts";
import { buildReport } from "./build-report.ts";
import type { ProposeFacts } from "./propose-facts.ts";
import { researchReports } from "./report.ts";
import type { StoredPage } from "./stored-page.ts";

const pagesAtOnce = 50;
const mostPages = 600;

type ReportedSource = ResearchReport["sources"][number];

interface ReportDependencies {
  readonly documents: Pick<Documents, "get" | "query">;
  readonly blobs: Pick<Blobs, "get">;
  readonly analyse: Analyse;
  readonly proposeFacts: ProposeFacts;
  readonly readThemes: ReadThemes;
}

/** Writes a run's report from all that it has stored. */
export function writeReportStep({ documents, blobs, analyse, proposeFacts, readThemes }: ReportDependencies) {
  async function textOf(tenantId: TenantId, blob: string): Promise<string> {
    const stored = await blobs.get(tenantId, blob);
    return stored === undefined ? "" : Buffer.from(stored.body).toString("utf8");
  }

  async function pagesOf(tenantId: TenantId, runId: string): Promise<readonly StoredPage[]> {
    const pages: StoredPage[] = [];
    let cursor: string | undefined;
    do {
      const page = await documents.query(tenantId, researchPages.collection, {
        where: [["state.runId", "==", runId]],
        orderBy: { field: "state.fetchedAt", direction: "asc" },
        limit: pagesAtOnce,
        cursor,
      });
      const read = page.items.map(async ({ data: { state } }) => ({
        ...state,
        text: await textOf(tenantId, state.blob),
      }));
      pages.push(...(await Promise.all(read)));
      cursor = page.nextCursor;
    } while (cursor !== undefined && pages.length < mostPages);
    return pages;
  }

  async function outcomes(
    tenantId: TenantId,
    { id, sources, join }: ResearchRun,
    stored: readonly StoredPage[],
  ): Promise<ResearchReport["sources"]> {
    const { items } = await documents.query(tenantId, sourceProgresses.collection, {
      where: [["state.runId", "==", id]],
      orderBy: { field: "state.kind", direction: "asc" },
      limit: sources.length,
    });
    return items.map(({ data: { state } }) => {
      const result = join.results[state.kind];
      const outcome = withForgotten(outcomeOf(state), stored);
      return state.status === "collecting" && result?.status === "failed"
        ? { ...outcome, status: "failed" as const, stopped_by: result.code, detail: result.reason }
        : outcome;
    });
  }

  return step<ResearchReportDue, ResearchReport, ResearchReport | undefined>({
    name: "research-write-report",
    on: researchReportDue,
    publishes: [researchReported],
    document: researchReports,
    documentId: ({ data }) => data.runId,
    async gather(report, { tenantId, data: { runId, revision } }, ctx) {
      if (report !== undefined && report.revision >= revision) return undefined;
      const run = (await documents.get(tenantId, researchRuns.collection, runId))?.data.state;
      if (run === undefined) throw new TerminalError("research-not-found", `There is no run ${runId}.`);
      const { subject, type } = run;
      const stored = await pagesOf(tenantId, runId);
      const sources = await outcomes(tenantId, run, stored);
      const asking = { signal: ctx.signal, log: ctx.log, tenantId };
      const pages = await proposeFacts({ subject, pages: stored, gaps: buildReport(stored).gaps }, asking);
      const built = buildReport(pages);
      const analysis = analyse({ subject, pages, read: await readThemes(pages, asking) });
      const written_at = ctx.now.toISOString();
      return { run_id: runId, revision, type, business: subject, ...built, ...analysis, sources, written_at };
    },
    decide(_report, { data: { runId, revision } }, written) {
      if (written === undefined) return undefined;
      return {
        document: written,
        publish: [newEvent(researchReported, runId, { runId, revision, facts: written.facts.length })],
      };
    },
  });
}

/** Texts end with the time that their source's terms give them, and every figure that was counted in them. */
function withForgotten(outcome: ReportedSource, stored: readonly StoredPage[]): ReportedSource {
  const kept = stored.filter(({ source }) => source === outcome.kind).length;
  const forgotten = outcome.pages - kept;
  if (forgotten <= 0 || stored.length >= mostPages) return outcome;
  const detail = `${outcome.detail} ${forgotten} of its texts were forgotten, as the source's terms demand, and what was counted in them. A new run reads them again.`;
  return { ...outcome, detail: detail.trim() };
}
