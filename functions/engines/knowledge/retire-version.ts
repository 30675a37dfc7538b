import { type KnowledgeVersionRetired, knowledgeVersionRetired } from "../../../shared/events/index.ts";
import type { KnowledgeIndex } from "../../../shared/knowledge/chunk.ts";
import { versionFolder } from "../../../shared/knowledge/documents/passage-files.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { Documents, Write } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../shared/runtime/step.ts";
import { type KnowledgeDocument, knowledgeDocuments } from "./document.ts";
import { graphRemovals } from "./graph/graph-removals.ts";

/**
 * Deletes what was made of a version: its passages, its files and its edges in the graph. Retrieval has not quoted it
 * since the pointer moved on, so this may come late and in rounds.
 */
export function retireVersionStep(dependencies: {
  readonly blobs: Pick<Blobs, "list" | "delete">;
  readonly documents: Pick<Documents, "query">;
  readonly index: KnowledgeIndex;
}) {
  const { blobs, documents, index } = dependencies;

  async function deleteFiles(
    tenantId: TenantId,
    { documentId, version, blob }: KnowledgeVersionRetired,
  ): Promise<void> {
    const made = version === null ? [] : await blobs.list(tenantId, versionFolder(documentId, version));
    for (const { name } of made) await blobs.delete(tenantId, name);
    if (blob !== null) await blobs.delete(tenantId, blob);
  }

  return step<
    KnowledgeVersionRetired,
    KnowledgeDocument,
    { readonly writes: readonly Write[]; readonly more: boolean } | undefined
  >({
    name: "knowledge-retire-version",
    on: knowledgeVersionRetired,
    publishes: [knowledgeVersionRetired],
    document: knowledgeDocuments,
    documentId: ({ data }) => data.documentId,
    async gather(document, { tenantId, data }) {
      const { documentId, base, version, removed, round } = data;
      if (document === undefined || (version !== null && document.live?.version === version)) return undefined;
      if (round === 0) {
        if (removed && document.status === "removed") await index.remove(tenantId, base, documentId);
        await deleteFiles(tenantId, data);
      }
      return version === null ? undefined : graphRemovals(documents, tenantId, { documentId, version });
    },
    decide(document, { key, data }, found) {
      if (document === undefined || found === undefined) return undefined;
      const again = newEvent(knowledgeVersionRetired, key, { ...data, round: data.round + 1 });
      return { document, writes: found.writes, publish: found.more ? [again] : [] };
    },
  });
}
