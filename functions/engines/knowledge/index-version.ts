import {
  type KnowledgeVersionRead,
  knowledgeGraphDue,
  knowledgeVersionFailed,
  knowledgeVersionRead,
  knowledgeVersionRetired,
} from "../../../shared/events/index.ts";
import type { KnowledgeIndex } from "../../../shared/knowledge/chunk.ts";
import { passageFiles } from "../../../shared/knowledge/documents/passage-files.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import {
  type KnowledgeDocument,
  knowledgeDocuments,
  lateRetirements,
  type ReadingVersion,
  retirement,
} from "./document.ts";

type Outcome = "indexed" | "empty" | "superseded" | "missing";

/**
 * Puts a version that was read whole into the index and quotes it from then on. The commit of the pointer is what
 * counts: until then no passage of the version is quoted, and after it none of the version before.
 */
export function indexVersionStep(dependencies: {
  readonly blobs: Pick<Blobs, "get" | "put">;
  readonly index: KnowledgeIndex;
}) {
  const files = passageFiles(dependencies.blobs);
  return step<KnowledgeVersionRead, KnowledgeDocument, Outcome>({
    name: "knowledge-index-version",
    on: knowledgeVersionRead,
    publishes: [knowledgeGraphDue, knowledgeVersionRetired],
    publishesAfterFailure: [knowledgeVersionFailed],
    document: knowledgeDocuments,
    documentId: ({ data }) => data.documentId,
    afterFailure: ({ key, data }) =>
      data === undefined ? [] : [newEvent(knowledgeVersionFailed, key, { ...data, ...indexingFailed })],
    async gather(document, { tenantId, data }) {
      const reading = currentVersion(document, data);
      if (document === undefined || reading === undefined) return "superseded";
      if (reading.passages === 0) return "empty";
      const { documentId, version } = data;
      const chunks = await files.all(tenantId, { documentId, version, parts: reading.parts });
      if (chunks === undefined) return "missing";
      // The title is known only when everything is read.
      const titled = chunks.map((chunk) => ({ ...chunk, title: document.title }));
      await dependencies.index.put(tenantId, document.base, documentId, version, titled);
      return "indexed";
    },
    decide(document, { key, data }, outcome, now) {
      if (document === undefined) return undefined;
      const { documentId, version } = data;
      const updatedAt = now.toISOString();
      const reading = currentVersion(document, data);
      if (reading === undefined) {
        const publish = lateRetirements(document, version);
        return publish.length === 0 ? undefined : { document, publish };
      }
      if (outcome !== "indexed") {
        const failure = outcome === "empty" ? emptyFailure(reading) : indexingFailed;
        return {
          document: { ...document, status: "failed", reading: null, failure, updatedAt },
          publish: [retirement(document, reading)],
        };
      }
      const { section: _section, pagesRead: _pages, ownTitle: _title, ...facts } = reading;
      const live = { ...facts, readyAt: updatedAt };
      return {
        document: { ...document, status: "ready", live, reading: null, failure: null, updatedAt },
        publish: [
          newEvent(knowledgeGraphDue, key, { documentId, version, from: 0 }),
          ...(document.live === null ? [] : [retirement(document, document.live)]),
        ],
      };
    },
  });
}

const indexingFailed = {
  code: "document-not-indexed",
  detail: "The passages could not be indexed. Send the document again.",
};

function emptyFailure({ problems }: ReadingVersion) {
  const [first] = problems;
  return first === undefined
    ? { code: "document-empty", detail: "The document has no text." }
    : { code: first.code, detail: `Nothing could be read. Page ${first.page}: ${first.detail}` };
}

function currentVersion(document: KnowledgeDocument | undefined, { version }: KnowledgeVersionRead) {
  const reading = document?.reading;
  return reading?.version === version && document?.status === "indexing" ? reading : undefined;
}
