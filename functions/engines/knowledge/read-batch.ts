import {
  type KnowledgeBatchDue,
  knowledgeBatchDue,
  knowledgeVersionFailed,
  knowledgeVersionRead,
  knowledgeVersionRetired,
} from "../../../shared/events/index.ts";
import { passageFiles } from "../../../shared/knowledge/documents/passage-files.ts";
import type { ReadDocument } from "../../../shared/knowledge/reading/block.ts";
import type { DocumentFormat } from "../../../shared/knowledge/reading/format.ts";
import { chunkInWorker, type readInWorker } from "../../../shared/knowledge/reading/read-in-worker.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newEvent, type StepContext, step } from "../../../shared/runtime/step.ts";
import {
  type KnowledgeDocument,
  knowledgeDocuments,
  lateRetirements,
  maxProblems,
  type PageProblem,
  type ReadingVersion,
  retirement,
} from "./document.ts";
import { type DocumentFailure, orFailure } from "./failure.ts";
import { type PageReader, readUnreadablePages } from "./unreadable-pages.ts";

/** Pages that are read at once: half a second of CPU in a thread. */
const batchPages = 20;
const maxPassages = 20_000;
const maxTitleCharacters = 300;

interface BatchResult {
  readonly pages: number;
  readonly lastPage: number;
  readonly passages: number;
  readonly parts: readonly number[];
  readonly section: ReadingVersion["section"];
  readonly problems: readonly PageProblem[];
  readonly ownTitle: string | null;
}

export interface ReadingDependencies {
  readonly blobs: Pick<Blobs, "get" | "put">;
  readonly read: typeof readInWorker;
  readonly pageReader: PageReader;
}

/**
 * Reads the next pages of a document's newest version and stores their passages. A batch follows the one before, so a
 * document goes on where a killed process left it.
 */
export function readBatchStep(dependencies: ReadingDependencies) {
  const { blobs, read, pageReader } = dependencies;
  const files = passageFiles(blobs);

  async function readBatch(
    document: KnowledgeDocument,
    reading: ReadingVersion,
    of: { readonly tenantId: TenantId; readonly firstPage: number },
    ctx: StepContext,
  ): Promise<BatchResult | DocumentFailure> {
    const { tenantId, firstPage } = of;
    const stored = await blobs.get(tenantId, reading.blob);
    if (stored === undefined) return { code: "document-file-missing", detail: "The file is gone. Send it again." };
    const { contentType } = reading;
    const url = document.origin.url;
    const file = {
      format: reading.format as DocumentFormat,
      bytes: stored.body,
      contentType,
      ...(url === null ? {} : { url }),
    };
    const range = { first: firstPage, last: firstPage + batchPages - 1 };
    const batch = await orFailure<ReadDocument>(() => read(file, range, { signal: ctx.signal }));
    if ("code" in batch) return batch;
    const recovered = await readUnreadablePages(batch, { pageReader, contentType, tenantId }, ctx);
    const ownTitle = reading.ownTitle ?? batch.title?.slice(0, maxTitleCharacters) ?? null;
    const { id: documentId } = document;
    const chunkOf = {
      documentId,
      version: reading.version,
      first: reading.passages,
      section: reading.section,
      title: document.titled ? document.title : (ownTitle ?? document.title),
      ...(url === null ? {} : { sourceUrl: url }),
    };
    const chunked = await orFailure(() => chunkInWorker(recovered.blocks, chunkOf, { signal: ctx.signal }));
    if ("code" in chunked) return chunked;
    const { chunks, section } = chunked;
    if (reading.passages + chunks.length > maxPassages)
      return { code: "document-too-large", detail: `The document has more than ${maxPassages} passages. Split it.` };
    const parts = await files.put(tenantId, { documentId, version: reading.version }, reading.passages, chunks);
    return {
      pages: batch.pages,
      lastPage: Math.min(batch.pages, range.last),
      passages: chunks.length,
      parts,
      section: [...section],
      problems: recovered.problems,
      ownTitle,
    };
  }

  return step<KnowledgeBatchDue, KnowledgeDocument, BatchResult | DocumentFailure | undefined>({
    name: "knowledge-read-batch",
    on: knowledgeBatchDue,
    publishes: [knowledgeBatchDue, knowledgeVersionRead, knowledgeVersionRetired],
    publishesAfterFailure: [knowledgeVersionFailed],
    document: knowledgeDocuments,
    documentId: ({ data }) => data.documentId,
    afterFailure: ({ key, data }) =>
      data === undefined ? [] : [newEvent(knowledgeVersionFailed, key, { ...failedVersion(data), ...readingFailed })],
    async gather(document, { tenantId, data }, ctx) {
      const reading = currentBatch(document, data);
      if (document === undefined || reading === undefined) return undefined;
      return readBatch(document, reading, { tenantId, firstPage: data.firstPage }, ctx);
    },
    decide(document, { key, data }, result, now) {
      if (document === undefined) return undefined;
      const reading = currentBatch(document, data);
      if (reading === undefined || result === undefined) {
        const publish = lateRetirements(document, data.version);
        return publish.length === 0 ? undefined : { document, publish };
      }
      const updatedAt = now.toISOString();
      if ("code" in result)
        return {
          document: { ...document, status: "failed", reading: null, failure: result, updatedAt },
          publish: [retirement(document, reading)],
        };
      const next: ReadingVersion = {
        ...reading,
        pages: result.pages,
        pagesRead: result.lastPage,
        passages: reading.passages + result.passages,
        parts: [...reading.parts, ...result.parts],
        section: result.section,
        problems: [...reading.problems, ...result.problems].slice(0, maxProblems),
        ownTitle: result.ownTitle,
      };
      const title = document.titled ? document.title : (next.ownTitle ?? document.title);
      const { documentId, version } = data;
      const isDone = result.lastPage >= result.pages;
      return {
        document: { ...document, title, reading: next, status: isDone ? "indexing" : "reading", updatedAt },
        publish: [
          isDone
            ? newEvent(knowledgeVersionRead, key, { documentId, version })
            : newEvent(knowledgeBatchDue, key, { documentId, version, firstPage: result.lastPage + 1 }),
        ],
      };
    },
  });
}

const readingFailed = { code: "document-unreadable", detail: "The document could not be read. Send it again." };

function failedVersion({ documentId, version }: KnowledgeBatchDue) {
  return { documentId, version };
}

/** The version being read, if the event is about its next pages. */
function currentBatch(
  document: KnowledgeDocument | undefined,
  { version, firstPage }: KnowledgeBatchDue,
): ReadingVersion | undefined {
  const reading = document?.reading;
  return reading?.version === version && reading.pagesRead === firstPage - 1 ? reading : undefined;
}
