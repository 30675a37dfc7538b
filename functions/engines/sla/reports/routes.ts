import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { monthMinutes, monthOf } from "../../../../shared/sla/calendar-month.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { type CurrentSla, currentSla, type SlaConfigs } from "../current-sla.ts";
import { slaWatches, watchId } from "../watch/watch.ts";
import { focusCsv } from "./focus-csv.ts";
import { readMonth } from "./read-month.ts";
import { type ReportContents, slaReports } from "./report.ts";
import { reportCsv } from "./report-csv.ts";
import { reportPdf } from "./report-pdf.ts";
import { noSla, SlaStatus, statusView } from "./status-view.ts";
import { SlaMonthView, slaMonthView } from "./views.ts";

const ByMonth = z.object({
  month: z.string().min(1).max(10).describe("The calendar month in the client's zone, such as 2026-11."),
});
const tag = "SLA";
const problems = { 404: ["sla-not-configured"], 422: ["month-invalid", "month-in-future"] };

interface Dependencies {
  readonly documents: Documents;
  readonly configs: SlaConfigs;
  readonly now: () => Date;
}

/** How the service stands, and the reports of its months. */
export function reportRoutes({ documents, configs, now }: Dependencies) {
  return [
    route({
      method: "GET",
      path: "/v1/sla",
      operationId: "getSla",
      summary: "Get the state of the channels and the month so far",
      description: "The month is counted by the contract of the active configuration, up to this minute.",
      tag,
      permission: "sla:read",
      reply: SlaStatus,
      async handle({ identity: { tenantId } }) {
        const current = await currentSla(configs, tenantId);
        if (!current) return { status: 200, body: noSla };
        const at = now();
        const month = monthOf(minuteOf(at), current.zone);
        const [watch, contents] = await Promise.all([
          documents.get(tenantId, slaWatches.collection, watchId),
          readMonth(documents, tenantId, { current, month, now: at }),
        ]);
        return { status: 200, body: statusView(current, contents, watch?.data.state, minuteOf(at)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/reports",
      operationId: "listSlaReports",
      summary: "List the reports of past months, newest first",
      description: "Each in its newest revision.",
      tag,
      permission: "sla:read",
      query: Paging,
      reply: pageOf(SlaMonthView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.month", direction: "desc" } as const;
        const page = await documents.query(tenantId, slaReports.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => slaMonthView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/reports/:month",
      operationId: "getSlaReport",
      summary: "Get the report of a month",
      description:
        "The one that was made when the month ended or was corrected. Of a month without one, what the minutes say now.",
      problems,
      tag,
      permission: "sla:read",
      params: ByMonth,
      reply: SlaMonthView,
      async handle({ identity: { tenantId }, params: { month } }) {
        return { status: 200, body: slaMonthView((await reportOf(tenantId, month)).report) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/reports/:month/pdf",
      operationId: "printSlaReport",
      summary: "Get the report of a month as a PDF file",
      description: "In English or Hindi.",
      problems,
      tag,
      permission: "sla:read",
      params: ByMonth,
      query: z.object({ language: z.enum(["en", "hi"]).default("en").describe("The language of the file.") }),
      reply: z.instanceof(Uint8Array).describe("The file."),
      fileReply: "application/pdf",
      async handle({ identity: { tenantId }, params: { month }, query: { language } }) {
        const { report, client, madeAt } = await reportOf(tenantId, month);
        const { renderPdf } = await import("../../../../shared/documents/pdf/render-pdf.ts");
        return {
          status: 200,
          body: await renderPdf(reportPdf(report, { client, language, madeAt })),
        };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/reports/:month/csv",
      operationId: "exportSlaReport",
      summary: "Get the report of a month as CSV",
      description: "A line for each channel and for each time it was down.",
      problems,
      tag,
      permission: "sla:read",
      params: ByMonth,
      reply: z.string().describe("The lines, with a heading."),
      textReply: "text/csv",
      async handle({ identity: { tenantId }, params: { month } }) {
        return {
          status: 200,
          body: reportCsv((await reportOf(tenantId, month)).report),
          headers: csvHeaders(`sla-${month}`),
        };
      },
    }),
    route({
      method: "GET",
      path: "/v1/sla/reports/:month/focus",
      operationId: "exportFocus",
      summary: "Get the price, the usage and the credit of a month as FOCUS CSV",
      description: "Columns of the FinOps Open Cost and Usage Specification 1.0.",
      problems,
      tag,
      permission: "sla:read",
      params: ByMonth,
      reply: z.string().describe("The lines, with a heading."),
      textReply: "text/csv",
      async handle({ identity: { tenantId }, params: { month } }) {
        const { report, client } = await reportOf(tenantId, month);
        return {
          status: 200,
          body: focusCsv(report, { client, clientId: tenantId }),
          headers: csvHeaders(`focus-${month}`),
        };
      },
    }),
  ];

  async function requireSla(tenantId: TenantId): Promise<CurrentSla> {
    const current = await currentSla(configs, tenantId);
    if (current) return current;
    throw new Problem(
      404,
      "sla-not-configured",
      "The active configuration has no `sla`. Add the section (docs/sla.md).",
    );
  }

  async function reportOf(tenantId: TenantId, month: string) {
    const current = await requireSla(tenantId);
    const at = now();
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month))
      throw new Problem(422, "month-invalid", "The month must be a year and a month, such as 2026-11.");
    if (month > monthOf(minuteOf(at), current.zone))
      throw new Problem(422, "month-in-future", `${month} has not begun. Ask for a month that has.`);
    const stored = await documents.get(tenantId, slaReports.collection, month);
    const report: ReportContents & { readonly revision?: number } =
      stored?.data.state ?? (await readMonth(documents, tenantId, { current, month, now: at }));
    // The same report is the same file.
    const ended = timeOf(Math.min(minuteOf(at), monthMinutes(month, current.zone).to)).toISOString();
    return { report, client: current.config.client_name, madeAt: stored?.data.state.madeAt ?? ended };
  }
}

function csvHeaders(name: string) {
  return { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}.csv"` };
}
