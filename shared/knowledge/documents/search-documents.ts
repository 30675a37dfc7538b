import { LRUCache } from "lru-cache";
import {
  type KnowledgeDocumentCore,
  knowledgeDocumentPointers,
} from "../../contracts/lifecycle/knowledge-documents.ts";
import type { Blobs } from "../../platform/blobs.ts";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Chunk, FoundChunk, KnowledgeIndex } from "../chunk.ts";
import { graphSearch } from "../graph/graph-search.ts";
import { passageFiles, passageNumber } from "./passage-files.ts";

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
const rankConstant = 60;
const graphWeight = 0.5;
/** Passages that were removed a moment ago may still be found, so more are asked for than are wanted. */
const spareFactor = 3;

/** A search of a tenant's documents. */
export type SearchDocuments = (
  tenantId: TenantId,
  base: string | null,
  query: string,
  limit: number,
) => Promise<readonly FoundChunk[]>;

/**
 * Searches the index and the graph, fuses both and leaves out every passage whose version is not quoted now: an index
 * that deletes late never makes a replaced or removed document speak. What neither finds by itself is not added.
 */
export function searchDocuments(ports: {
  readonly index: KnowledgeIndex;
  readonly documents: Pick<Documents, "get" | "query">;
  readonly blobs: Pick<Blobs, "get" | "put">;
}): SearchDocuments {
  const { index, documents } = ports;
  const graph = graphSearch(documents);
  const files = passageFiles(ports.blobs);

  const hasDocuments = documentsOf(documents);

  return async (tenantId, base, query, limit) => {
    if (!(await hasDocuments(tenantId))) return [];
    const found = await index.search(tenantId, base, query, { limit: limit * spareFactor });
    // The graph alone never answers.
    if (found.length === 0) return [];
    const pointers = pointersOf(documents, tenantId);
    const live: FoundChunk[] = [];
    for (const each of found)
      if (await isQuoted(await pointers(each.chunk.documentId), each.chunk, base)) live.push(each);
    const seeds = live.map(({ chunk }) => chunk.id);
    const hits = await graph(tenantId, query, seeds, { base });
    const chunks = new Map(live.map(({ chunk }) => [chunk.id, chunk]));
    const scores = new Map(live.map(({ chunk }, rank) => [chunk.id, 1 / (rankConstant + rank + 1)]));
    for (const [rank, hit] of hits.slice(0, limit * spareFactor).entries()) {
      const chunk = chunks.get(hit.passageId) ?? (await passageOf(tenantId, hit));
      if (chunk === undefined || !isQuoted(await pointers(hit.documentId), chunk, base)) continue;
      chunks.set(chunk.id, chunk);
      scores.set(chunk.id, (scores.get(chunk.id) ?? 0) + graphWeight / (rankConstant + rank + 1));
    }
    return [...chunks.values()]
      .map((chunk) => ({ chunk, score: scores.get(chunk.id) ?? 0 }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit);

    async function passageOf(tenant: TenantId, hit: (typeof hits)[number]): Promise<Chunk | undefined> {
      const { documentId, version, passageId } = hit;
      const pointer = await pointers(documentId);
      if (pointer?.live?.version !== version) return undefined;
      const part = await files.partOf(
        tenant,
        { documentId, version, parts: pointer.live.parts },
        passageNumber(passageId),
      );
      return part.find(({ id }) => id === passageId);
    }
  };
}

/** How long a tenant counts as one without documents. A first document is found after this time by other instances. */
const noneForMs = 30_000;
const mostTenants = 10_000;

/** Whether a tenant has documents. One without costs one read every half minute, and its turns never load the index. */
function documentsOf(documents: Pick<Documents, "query">): (tenantId: TenantId) => Promise<boolean> {
  const known = new LRUCache<TenantId, boolean>({ max: mostTenants });
  return async (tenantId) => {
    const before = known.get(tenantId);
    if (before !== undefined) return before;
    const { items } = await documents.query(tenantId, knowledgeDocumentPointers, { limit: 1 });
    const has = items.length > 0;
    known.set(tenantId, has, has ? {} : { ttl: noneForMs });
    return has;
  };
}

function isQuoted(pointer: KnowledgeDocumentCore | undefined, chunk: Chunk, base: string | null): boolean {
  return pointer?.live?.version === chunk.version && (base === null || pointer.base === base);
}

/** Reads each document's pointer once. Never cached for longer: what was removed must not be quoted. */
function pointersOf(documents: Pick<Documents, "get">, tenantId: TenantId) {
  const read = new Map<string, Promise<KnowledgeDocumentCore | undefined>>();
  return (documentId: string) => {
    const known = read.get(documentId);
    if (known) return known;
    const reading = documents.get(tenantId, knowledgeDocumentPointers, documentId).then((stored) => stored?.data.state);
    read.set(documentId, reading);
    return reading;
  };
}
