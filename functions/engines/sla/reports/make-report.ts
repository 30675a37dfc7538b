import { slaMonthEnded, slaReportMade } from "../../../../shared/events/index.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import { currentSla, type SlaConfigs } from "../current-sla.ts";
import { readMonth } from "./read-month.ts";
import { type ReportContents, type SlaReport, slaReports } from "./report.ts";

/** Makes the report of a month that is over, and again after a correction. One that says the same is not made again. */
export function makeReportStep({
  documents,
  configs,
}: {
  readonly documents: Documents;
  readonly configs: SlaConfigs;
}) {
  return step<typeof slaMonthEnded.schema._output, SlaReport, ReportContents | undefined>({
    name: "sla-make-report",
    on: slaMonthEnded,
    publishes: [slaReportMade],
    document: slaReports,
    documentId: ({ data }) => data.month,
    async gather(_before, { tenantId, data: { month } }, { now }) {
      const current = await currentSla(configs, tenantId);
      return current && readMonth(documents, tenantId, { current, month, now });
    },
    decide(before, { data: { month } }, contents, now) {
      if (!contents?.isOver) return undefined;
      const revision = (before?.revision ?? 0) + 1;
      const madeAt = now.toISOString();
      if (before && canonicalJson({ ...before, revision, madeAt }) === canonicalJson({ ...contents, revision, madeAt }))
        return undefined;
      const { creditMinor, currency } = contents;
      return {
        document: { ...contents, revision, madeAt },
        publish: [newEvent(slaReportMade, month, { month, revision, creditMinor, currency })],
      };
    },
  });
}
