import {
  type ResearchTextsExpired,
  researchReportDue,
  researchTextsExpired,
} from "../../../../shared/events/lifecycle/research.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { remove } from "../../../../shared/platform/documents.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { pageBlob, researchPages } from "../sources/research-page.ts";
import { type ResearchRun, researchRuns } from "./run.ts";

/** Deletes texts that their source's terms no longer let us keep, and writes the report again without them. */
export function forgetTextsStep({ blobs }: { readonly blobs: Pick<Blobs, "delete"> }) {
  return step<ResearchTextsExpired, ResearchRun, undefined>({
    name: "research-forget-texts",
    on: researchTextsExpired,
    publishes: [researchReportDue],
    document: researchRuns,
    documentId: ({ data }) => data.runId,
    async gather(_run, { tenantId, data: { runId, pageIds } }) {
      await Promise.all(pageIds.map((id) => blobs.delete(tenantId, pageBlob(runId, id))));
      return undefined;
    },
    decide(run, { data: { pageIds } }, _gathered, now) {
      if (!run) return undefined;
      const askedRevision = run.askedRevision + 1;
      const due = newEvent(researchReportDue, run.id, { runId: run.id, revision: askedRevision });
      return {
        document: { ...run, askedRevision, updatedAt: now.toISOString() },
        writes: pageIds.map((id) => remove(researchPages.collection, id)),
        publish: [due],
      };
    },
  });
}
