import {
  type KnowledgeFileArrived,
  knowledgeBatchDue,
  knowledgeFileArrived,
  knowledgeVersionRetired,
} from "../../../shared/events/index.ts";
import type { DocumentFormat } from "../../../shared/knowledge/reading/format.ts";
import { documentFormat } from "../../../shared/knowledge/reading/format.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import { type Event, newEvent, step } from "../../../shared/runtime/step.ts";
import {
  type KnowledgeDocument,
  knowledgeDocuments,
  type ReadingVersion,
  retirement,
  versionOfFile,
} from "./document.ts";
import { type DocumentFailure, orFailure } from "./failure.ts";

/**
 * Opens a new version of a document for a file that arrived. A file that the document already has changes nothing. A
 * version that was being read makes way for the new one, and the quoted one stays until the new one is ready.
 */
export function acceptFileStep({ blobs }: { readonly blobs: Pick<Blobs, "get"> }) {
  return step<KnowledgeFileArrived, KnowledgeDocument, DocumentFormat | DocumentFailure | undefined>({
    name: "knowledge-accept-file",
    on: knowledgeFileArrived,
    publishes: [knowledgeBatchDue, knowledgeVersionRetired],
    document: knowledgeDocuments,
    documentId: ({ data }) => data.documentId,
    async gather(before, { tenantId, data }) {
      if (versionOfFile(before, data.hash)) return undefined;
      const stored = await blobs.get(tenantId, data.blob);
      return orFailure(async () => documentFormat(data.name, data.contentType, stored?.body ?? new Uint8Array()));
    },
    decide(before, event, format, now) {
      const { documentId, blob, hash } = event.data;
      const unused = { version: null, blob };
      if (format === undefined) {
        if (before === undefined) return undefined;
        const isHeld = versionOfFile(before, hash)?.blob === blob;
        return { document: withOrigin(before, event), publish: isHeld ? [] : [retirement(before, unused)] };
      }
      const document = withNewVersion(before, event, now.toISOString());
      const displaced = before?.reading ? [retirement(document, before.reading)] : [];
      if (typeof format !== "string")
        return {
          document: { ...document, status: "failed", reading: null, failure: format },
          publish: [retirement(document, unused), ...displaced],
        };
      const reading = newReading(event.data, String(document.versions), format);
      const next = { documentId, version: reading.version, firstPage: 1 };
      return {
        document: { ...document, reading, failure: null },
        publish: [newEvent(knowledgeBatchDue, documentId, next), ...displaced],
      };
    },
  });
}

/** The same file again may come from a newer crawl, or with a title. */
function withOrigin(before: KnowledgeDocument, { data }: Event<KnowledgeFileArrived>): KnowledgeDocument {
  return { ...before, origin: data.origin, ...titleAfter(before, data) };
}

function titleAfter(
  { title, titled }: Pick<KnowledgeDocument, "title" | "titled">,
  given: Pick<KnowledgeFileArrived, "title">,
): Pick<KnowledgeDocument, "title" | "titled"> {
  return given.title === null ? { title, titled } : { title: given.title, titled: true };
}

function withNewVersion(
  before: KnowledgeDocument | undefined,
  { data }: Event<KnowledgeFileArrived>,
  at: string,
): KnowledgeDocument {
  const { documentId: id, base, name, origin, by } = data;
  const known = before ?? {
    id,
    base,
    live: null,
    reading: null,
    versions: 0,
    failure: null,
    title: name,
    titled: false,
    createdBy: by,
    createdAt: at,
  };
  const versions = known.versions + 1;
  return { ...known, ...titleAfter(known, data), name, origin, status: "reading", versions, updatedAt: at };
}

function newReading(
  { blob, bytes, contentType, hash }: KnowledgeFileArrived,
  version: string,
  format: DocumentFormat,
): ReadingVersion {
  const nothingYet = { pages: null, passages: 0, problems: [], pagesRead: 0, section: [], parts: [], ownTitle: null };
  return { version, blob, bytes, contentType, hash, format, ...nothingYet };
}
