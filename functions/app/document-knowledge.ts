import type { KnowledgeIndex } from "../../shared/knowledge/chunk.ts";
import type { SearchDocuments } from "../../shared/knowledge/documents/search-documents.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { lazyProxy, once } from "./lazy.ts";

/** The index of the tenants' documents, and their search. Loaded at first use. */
export interface DocumentKnowledge {
  readonly index: KnowledgeIndex;
  readonly search: SearchDocuments;
}

export function documentKnowledge({ blobs, documents }: Pick<Platform, "blobs" | "documents">): DocumentKnowledge {
  const index = lazyProxy<KnowledgeIndex>(async () => {
    const { hybridIndex } = await import("../../shared/knowledge/hybrid/hybrid-index.ts");
    return hybridIndex({ blobs });
  });
  const search = once(async () => {
    const { searchDocuments } = await import("../../shared/knowledge/documents/search-documents.ts");
    return searchDocuments({ index, documents, blobs });
  });
  return { index, search: async (...asked) => (await search())(...asked) };
}
