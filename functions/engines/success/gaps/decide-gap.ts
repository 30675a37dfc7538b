import {
  type KnowledgeFileArrived,
  type KnowledgeGapDecided,
  knowledgeFileArrived,
  knowledgeGapDecided,
} from "../../../../shared/events/index.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { storeArticle } from "../articles/store-article.ts";
import { type KnowledgeGap, knowledgeGaps } from "./gap.ts";

/**
 * What a person decides about a gap. Approved words become a document of the knowledge, in the way of an upload; a rejected gap is
 * never proposed again. @throws TerminalError `gap-not-found`, `gap-decided`
 */
export function decideGapStep({ blobs }: { readonly blobs: Pick<Blobs, "put"> }) {
  return step<KnowledgeGapDecided, KnowledgeGap, KnowledgeFileArrived | undefined>({
    name: "success-decide-gap",
    on: knowledgeGapDecided,
    publishes: [knowledgeFileArrived],
    document: knowledgeGaps,
    documentId: ({ data }) => data.gapId,
    async gather(gap, { id: eventId, tenantId, data }) {
      if (!isUndecided(gap) || data.decision === "reject") return undefined;
      const { base, title, text, by, gapId } = data;
      return storeArticle(blobs, tenantId, { base, name: `answer-${gapId}.md`, title, text, by, eventId });
    },
    decide(gap, { data }, file) {
      if (gap === undefined) throw new TerminalError("gap-not-found", `There is no gap "${data.gapId}".`);
      if (!isUndecided(gap)) throw new TerminalError("gap-decided", `This gap is ${gap.status}.`);
      const { decision, title, text, by, at } = data;
      const documentId = file?.documentId ?? null;
      const decided = { by, at, title, text, documentId };
      const status = decision === "approve" ? ("approved" as const) : ("rejected" as const);
      const document = { ...gap, status, decided, updatedAt: at };
      return { document, publish: file === undefined ? [] : [newEvent(knowledgeFileArrived, file.documentId, file)] };
    },
  });
}

function isUndecided(gap: KnowledgeGap | undefined): boolean {
  return gap !== undefined && gap.status !== "approved" && gap.status !== "rejected";
}
