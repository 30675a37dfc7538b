import { z } from "zod";
import type { KnowledgeDocumentCore } from "../../../../../shared/contracts/lifecycle/knowledge-documents.ts";
import type { Chunk } from "../../../../../shared/knowledge/chunk.ts";
import type { StoredVersion } from "../../../../../shared/knowledge/documents/passage-files.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { declaredFinding } from "../finding.ts";
import type { OtherRequest, OtherSource } from "../other-source.ts";
import type { CollectedPage, Part, PartProblem } from "../source.ts";
import { startStoredText } from "../stored-text.ts";
import { productInRow } from "./price-rows.ts";

export interface FilesDependencies {
  /** A document of the client's knowledge. Undefined when there is none of this id. */
  findDocument(tenantId: TenantId, id: string): Promise<KnowledgeDocumentCore | undefined>;
  /** The passages of a version, in order. Undefined when it was deleted. */
  passages(tenantId: TenantId, version: StoredVersion): Promise<readonly Chunk[] | undefined>;
}

const Cursor = z.object({ next: z.number().int(), read: z.number().int(), waits: z.number().int() });
/** A document may still be read when the run begins: 20 pages take a second or so. */
const waitMs = 3_000;
const maxWaits = 40;

/**
 * Files that were uploaded to the client's knowledge: PDF, DOCX, XLSX, CSV, images and the rest that its reading knows.
 * Their text is what the knowledge has read, one document a part. Rows of price lists are products.
 */
export function filesSource({ findDocument, passages }: FilesDependencies): OtherSource {
  return {
    kind: "file",
    applies: ({ documentIds }) => documentIds.length > 0,
    async collect(request, { now }) {
      const { tenantId, subject } = request;
      const { next, read, waits } = Cursor.parse(request.cursor ?? { next: 0, read: 0, waits: 0 });
      const id = subject.documentIds[next];
      if (id === undefined) return part(request, { next, read });
      const problem = (code: string, detail: string) =>
        part(request, { next: next + 1, read, problems: [{ url: `/v1/knowledge/documents/${id}`, code, detail }] });
      const document = await findDocument(tenantId, id);
      if (document === undefined) return problem("document-unknown", `The client's knowledge has no document ${id}.`);
      const { live } = document;
      if (live === null)
        return waits < maxWaits
          ? waiting(request, { next, read, waits })
          : problem("document-unread", `The document ${id} could not be read.`);
      const found = await passages(tenantId, { documentId: id, version: live.version, parts: live.parts });
      if (found === undefined || found.length === 0)
        return problem("document-empty", `The document ${id} has no text.`);
      const page = documentText(found, { id: deriveId(request.runId, "file", id), now });
      return part(request, { next: next + 1, read: read + 1, pages: [page] });
    },
  };
}

interface Done {
  readonly next: number;
  readonly read: number;
  readonly pages?: readonly CollectedPage[];
  readonly problems?: readonly PartProblem[];
}

function part({ subject }: OtherRequest, { next, read, pages = [], problems = [] }: Done): Part {
  const total = subject.documentIds.length;
  const base = {
    pages,
    problems,
    cursor: { next, read, waits: 0 },
    progress: { done: next, total, now: `Read ${read} files` },
  };
  if (next < total) return { ...base, next: { type: "more", afterMs: 0 } };
  if (read > 0) return { ...base, next: { type: "done", stoppedBy: "finished", detail: "" } };
  return {
    ...base,
    next: { type: "failed", code: "files-unreadable", detail: "None of the given documents could be read." },
  };
}

function waiting({ subject }: OtherRequest, { next, read, waits }: z.infer<typeof Cursor>): Part {
  const progress = { done: next, total: subject.documentIds.length, now: "Waits until the knowledge has read a file" };
  return {
    pages: [],
    problems: [],
    cursor: { next, read, waits: waits + 1 },
    progress,
    next: { type: "more", afterMs: waitMs },
  };
}

function documentText(
  passages: readonly Chunk[],
  { id, now }: { readonly id: string; readonly now: Date },
): CollectedPage {
  const stored = startStoredText();
  const findings = passages.flatMap(({ text: passage }) =>
    passage.split("\n").flatMap((line) => {
      const span = stored.line("", line);
      return declaredFinding(productInRow(line), span);
    }),
  );
  const [first] = passages;
  const [url, title] = [first?.sourceUrl ?? null, first?.title ?? "A file"];
  return { id, url, title, text: stored.text(), fetchedAt: now.toISOString(), findings };
}
