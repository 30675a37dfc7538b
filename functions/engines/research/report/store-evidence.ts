import {
  type ResearchEvidenceAdded,
  researchEvidenceAdded,
  researchEvidenceStored,
} from "../../../../shared/events/lifecycle/research.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { locateQuote } from "../facts/locate-quote.ts";
import { readSettings } from "../facts/reading.ts";
import { researchRuns } from "../run/run.ts";
import { researchPageOf } from "../sources/collect-part.ts";
import { pageBlob, type ResearchPage, researchPages } from "../sources/research-page.ts";
import { extractFacts } from "../sources/website/extract-facts.ts";

export function evidencePageId({ runId, evidenceId }: Pick<ResearchEvidenceAdded, "runId" | "evidenceId">): string {
  return deriveId(runId, "person", evidenceId);
}

const mostCharacters = 20_000;

/**
 * Keeps what a person found out, as a page of the source `person`. Numbers, prices and hours in it are read like a site's,
 * and its claims are held to the same rule.
 */
export function storeEvidenceStep({
  documents,
  blobs,
}: {
  readonly documents: Pick<Documents, "get">;
  readonly blobs: Pick<Blobs, "put">;
}) {
  return step<ResearchEvidenceAdded, ResearchPage, ResearchPage | undefined>({
    name: "research-store-evidence",
    on: researchEvidenceAdded,
    publishes: [researchEvidenceStored],
    document: researchPages,
    documentId: ({ data }) => evidencePageId(data),
    async gather(_page, { tenantId, data }) {
      const run = (await documents.get(tenantId, researchRuns.collection, data.runId))?.data.state;
      if (run === undefined) return undefined;
      const { url, title, at: fetchedAt } = data;
      const text = data.text.slice(0, mostCharacters);
      const claimed = data.claims.flatMap(({ claim, quote }) => {
        const span = locateQuote(text, quote);
        return span === undefined ? [] : [{ ...claim, span, origin: "person" as const, label: "" }];
      });
      const page = { text, linksAt: text.length, declaredAt: text.length, headings: [] };
      const read = extractFacts(page, readSettings(run.subject)).filter(({ kind }) => kind !== "faq");
      const findings = [...claimed, ...read.map((finding) => ({ ...finding, origin: "person" as const }))];
      const id = evidencePageId(data);
      const blob = pageBlob(run.id, id);
      await blobs.put(tenantId, blob, Buffer.from(text), { contentType: "text/plain; charset=utf-8" });
      return researchPageOf({ id, url, title, text, fetchedAt, findings }, { run, source: "person", text, blob });
    },
    decide(_page, { data: { runId } }, page) {
      if (page === undefined) return undefined;
      return { document: page, publish: [newEvent(researchEvidenceStored, runId, { runId })] };
    },
  });
}
