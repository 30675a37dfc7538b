import {
  type KnowledgeDocumentRemoved,
  type KnowledgeVersionFailed,
  knowledgeDocumentRemoved,
  knowledgeVersionFailed,
  knowledgeVersionRetired,
} from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { type KnowledgeDocument, knowledgeDocuments, retirement } from "./document.ts";

/** Removes a document. It is not quoted from this commit on; its passages and files are deleted afterwards. */
export const removeDocument = step<KnowledgeDocumentRemoved, KnowledgeDocument>({
  name: "knowledge-remove-document",
  on: knowledgeDocumentRemoved,
  publishes: [knowledgeVersionRetired],
  document: knowledgeDocuments,
  documentId: ({ data }) => data.documentId,
  decide(document, _event, _gathered, now) {
    if (document === undefined || document.status === "removed") return undefined;
    const versions = [document.live, document.reading].filter((version) => version !== null);
    const removed: KnowledgeDocument = {
      ...document,
      status: "removed",
      live: null,
      reading: null,
      failure: null,
      updatedAt: now.toISOString(),
    };
    return { document: removed, publish: versions.map((version) => retirement(removed, version)) };
  },
});

/** Notes that a version, or the page that was to become the first one, could not be read or indexed. */
export const recordFailure = step<KnowledgeVersionFailed, KnowledgeDocument>({
  name: "knowledge-record-failure",
  on: knowledgeVersionFailed,
  publishes: [knowledgeVersionRetired],
  document: knowledgeDocuments,
  documentId: ({ data }) => data.documentId,
  decide(document, { data }, _gathered, now) {
    const { version, code, detail } = data;
    const isPlaceholder = version === null && document?.status === "reading" && document.reading === null;
    if (document === undefined || (document.reading?.version !== version && !isPlaceholder)) return undefined;
    return {
      document: {
        ...document,
        status: "failed",
        reading: null,
        failure: { code, detail },
        updatedAt: now.toISOString(),
      },
      publish: document.reading === null ? [] : [retirement(document, document.reading)],
    };
  },
});
