import type { KnowledgeIndex } from "../../shared/knowledge/chunk.ts";
import type { SearchDocuments } from "../../shared/knowledge/documents/search-documents.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import type { Logger } from "../../shared/telemetry/log.ts";
import { lazyProxy, once } from "./lazy.ts";
import type { SearchByMeaning } from "./search-by-meaning.ts";

/** The index of the tenants' documents, and their search. Loaded at first use. */
export interface DocumentKnowledge {
  readonly index: KnowledgeIndex;
  readonly search: SearchDocuments;
}

export function documentKnowledge(
  parts: Pick<Platform, "blobs" | "documents"> & { readonly meaning: SearchByMeaning; readonly log: Logger },
): DocumentKnowledge {
  const { blobs, documents, meaning, log } = parts;
  const index = lazyProxy<KnowledgeIndex>(async () => {
    const [{ hybridIndex }, embedder, vectors] = await Promise.all([
      import("../../shared/knowledge/hybrid/hybrid-index.ts"),
      meaning.embedder(),
      meaning.vectors(),
    ]);
    return hybridIndex({ blobs, embedder, vectors, log });
  });
  const search = once(async () => {
    const { searchDocuments } = await import("../../shared/knowledge/documents/search-documents.ts");
    return searchDocuments({ index, documents, blobs });
  });
  return {
    index,
    async search(tenantId, ...asked) {
      const { ownerOfDocuments } = await import("../../shared/contracts/sandbox-owner.ts");
      return (await search())(await ownerOfDocuments(documents, tenantId), ...asked);
    },
  };
}
