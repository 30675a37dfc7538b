import { hash } from "node:crypto";
import {
  type KnowledgeGapDecided,
  knowledgeFileArrived,
  knowledgeGapDecided,
} from "../../../../shared/events/index.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { type KnowledgeGap, knowledgeGaps } from "./gap.ts";

interface Stored {
  readonly blob: string;
  readonly bytes: number;
  readonly digest: string;
}

/**
 * What a person decides about a gap. Approved words become a document of the knowledge, in the way of an upload; a rejected gap is
 * never proposed again. @throws TerminalError `gap-not-found`, `gap-decided`
 */
export function decideGapStep({ blobs }: { readonly blobs: Pick<Blobs, "put"> }) {
  return step<KnowledgeGapDecided, KnowledgeGap, Stored | undefined>({
    name: "success-decide-gap",
    on: knowledgeGapDecided,
    publishes: [knowledgeFileArrived],
    document: knowledgeGaps,
    documentId: ({ data }) => data.gapId,
    async gather(gap, { id, tenantId, data }) {
      if (!isUndecided(gap) || data.decision === "reject") return undefined;
      const content = Buffer.from(`# ${data.title}\n\n${data.text}\n`);
      const digest = hash("sha256", content, "hex");
      const blob = `knowledge/${documentIdOf(data)}/files/${digest.slice(0, 16)}-${id}`;
      await blobs.put(tenantId, blob, content, { contentType: "application/octet-stream" });
      return { blob, bytes: content.byteLength, digest };
    },
    decide(gap, { data }, stored) {
      if (gap === undefined) throw new TerminalError("gap-not-found", `There is no gap "${data.gapId}".`);
      if (!isUndecided(gap)) throw new TerminalError("gap-decided", `This gap is ${gap.status}.`);
      const { decision, title, text, base, by, at } = data;
      const documentId = stored === undefined ? null : documentIdOf(data);
      const decided = { by, at, title, text, documentId };
      const status = decision === "approve" ? ("approved" as const) : ("rejected" as const);
      const document = { ...gap, status, decided, updatedAt: at };
      if (stored === undefined || documentId === null) return { document };
      const file = {
        ...{ documentId, base, name: nameOf(data), title, blob: stored.blob, bytes: stored.bytes, by },
        ...{ contentType: "text/markdown", hash: stored.digest },
        origin: { kind: "upload" as const, url: null, crawlId: null },
      };
      return { document, publish: [newEvent(knowledgeFileArrived, documentId, file)] };
    },
  });
}

function isUndecided(gap: KnowledgeGap | undefined): boolean {
  return gap !== undefined && gap.status !== "approved" && gap.status !== "rejected";
}

function nameOf({ gapId }: Pick<KnowledgeGapDecided, "gapId">): string {
  return `answer-${gapId}.md`;
}

/** As the knowledge derives it from a base and a name (engines/knowledge/document-ids.ts), so that an upload of this name replaces it. */
function documentIdOf(data: Pick<KnowledgeGapDecided, "gapId" | "base">): string {
  return deriveId("knowledge-upload", data.base, nameOf(data));
}
