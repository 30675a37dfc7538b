import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { researchReports } from "../report/report.ts";
import { researchRuns } from "../run/run.ts";
import { reportPdf } from "./report-pdf.ts";

/** The newest report of a run as a file to print. */
export function reportPdfRoute({ documents }: { readonly documents: Documents }) {
  return route({
    method: "GET",
    path: "/v1/research/:id/report.pdf",
    operationId: "downloadResearchReport",
    summary: "Download a run's report as PDF",
    description: "Facts have the numbers of their sources. What sources say stays in their language.",
    problems: { 404: ["research-not-found"], 409: ["research-not-reported"] },
    tag: "Research",
    permission: "research:read",
    params: z.object({ id: z.string().min(1).max(64).describe("The run's `research_id`.") }),
    query: z.object({ language: z.enum(["en", "hi"]).default("en").describe("The language of the fixed words.") }),
    reply: z.instanceof(Uint8Array),
    fileReply: "application/pdf",
    async handle({ identity: { tenantId }, params: { id }, query: { language } }) {
      await requireState(documents, tenantId, researchRuns, { id, what: "research" });
      const report = (await documents.get(tenantId, researchReports.collection, id))?.data.state;
      if (!report) throw new Problem(409, "research-not-reported", "The report is not written yet. Ask again later.");
      const { renderPdf } = await import("../../../../shared/documents/pdf/render-pdf.ts");
      const headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": `attachment; filename="research-${id}.pdf"`,
      };
      return { status: 200, body: await renderPdf(reportPdf(report, language)), headers };
    },
  });
}
