import { LRUCache } from "lru-cache";
import type { Blobs } from "../../platform/blobs.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Logger } from "../../telemetry/log.ts";
import type { FoundChunk, KnowledgeIndex } from "../chunk.ts";
import { type Embedder, embeddedText } from "../embedding/embedder.ts";
import { questionVectors } from "../embedding/question-vectors.ts";
import type { PackedVector } from "../vectors/packed-vector.ts";
import type { VectorIndex } from "../vectors/vector-index.ts";
import { embeddingBacklog } from "./embedding-backlog.ts";
import { baseKey, baseKeyOf, type DocumentVersion, type IndexedFile, storedPassages } from "./stored-passages.ts";
import { type TenantPassages, tenantPassages } from "./tenant-passages.ts";

export interface HybridIndexOptions {
  readonly blobs: Pick<Blobs, "put" | "get" | "list" | "delete">;
  /** Null searches by words alone. */
  readonly embedder?: Embedder | null;
  /** The server that compares vectors; without one this process does. */
  readonly vectors?: VectorIndex | null;
  readonly log?: Logger;
  now?(): number;
}

const limits = { tenants: 200, passages: 400_000, retrievals: 5_000, vectorCandidates: 100 };
const retrievalTtlMs = 60_000;
/** Passages that are embedded in one request. */
const batchSize = 64;

/**
 * Searches by words and by meaning. Passages and vectors lie in blobs and come into memory at a tenant's first search. A
 * failing embedding model or vector server leaves the search by words, and is logged as degraded.
 */
export function hybridIndex(options: HybridIndexOptions): KnowledgeIndex & { idle(): Promise<void> } {
  const { embedder = null, vectors = null, log, now = Date.now } = options;
  const store = storedPassages(options.blobs);
  const backlog = embeddingBacklog(log);
  const questions = embedder === null ? null : questionVectors(embedder, { log, now });
  const stale = new Set<TenantId>();
  const tenants = new LRUCache<TenantId, TenantPassages>({
    max: limits.tenants,
    maxSize: limits.passages,
    sizeCalculation: ({ index }) => Math.min(limits.passages, index.size + 1),
  });
  const retrievals = new LRUCache<string, readonly FoundChunk[]>({
    max: limits.retrievals,
    ttl: retrievalTtlMs,
    perf: { now },
  });

  async function passagesOf(tenantId: TenantId): Promise<TenantPassages> {
    const passages =
      tenants.get(tenantId) ??
      tenantPassages({
        tenantId,
        store,
        embedder,
        now,
        keepsVectors: vectors === null,
        onMissingVectors: (name, of) => embedLater(tenantId, name, of),
      });
    const isStale = stale.delete(tenantId);
    await passages.refresh(isStale);
    // Set again, because its size counts.
    tenants.set(tenantId, passages);
    return passages;
  }

  function embedLater(tenantId: TenantId, name: string, { version }: DocumentVersion): void {
    backlog.add(`${tenantId} ${name} ${version}`, async () => {
      const file = await store.read(tenantId, name);
      if (file?.version === version) await embed(tenantId, name, file);
    });
  }

  /** Embeds a version's passages. A version whose vectors are stored is embedded already. */
  async function embed(tenantId: TenantId, name: string, file: IndexedFile): Promise<void> {
    if (embedder === null || (await store.vectors(tenantId, embedder.model, file)) !== undefined) return;
    const packed: PackedVector[] = [];
    const texts = file.passages.map(({ title, section, text }) =>
      embeddedText({ title: [title, ...section].join(" › "), text }),
    );
    for (let at = 0; at < texts.length; at += batchSize)
      packed.push(...(await embedder.embedPassages(texts.slice(at, at + batchSize), undefined, tenantId)));
    const { documentId, version } = file;
    const { model } = embedder;
    await vectors?.put(tenantId, { base: baseKeyOf(name), documentId, version, model, vectors: packed });
    await store.putVectors(tenantId, embedder, file, packed);
    await store.forgetOtherVersions(tenantId, model, file);
    tenants.peek(tenantId)?.embedded(name, file, packed);
  }

  /** The question's vector, or what the vector server found for it. Null when it cannot be had now. */
  async function meaningOf(tenantId: TenantId, base: string | null, text: string, passages: TenantPassages) {
    const vector = (await questions?.vectorOf(text, tenantId)) ?? null;
    if (vector === null || vectors === null || embedder === null) return vector;
    const found = await questions?.attempt("the vector index", () =>
      vectors.search(tenantId, {
        base: base === null ? null : baseKey(base),
        model: embedder.model,
        vector,
        limit: limits.vectorCandidates,
      }),
    );
    return (found ?? null)?.flatMap(({ documentId, version, passage, cosine }) => {
      const indexed = passages.passageOf({ documentId, version }, passage);
      return indexed === undefined ? [] : [{ passage: indexed, cosine }];
    });
  }

  return {
    async put(tenantId, base, documentId, version, passages) {
      const file = { documentId, version, passages };
      const name = store.nameOf(base, documentId);
      await store.put(tenantId, base, file);
      stale.add(tenantId);
      if (embedder?.whileIndexing) await embed(tenantId, name, file);
      else if (embedder) embedLater(tenantId, name, file);
    },
    async remove(tenantId, base, documentId) {
      await vectors?.remove(tenantId, documentId);
      await store.remove(tenantId, base, documentId, embedder?.model ?? null);
      stale.add(tenantId);
    },
    async search(tenantId, base, query, { limit }) {
      const passages = await passagesOf(tenantId);
      if (passages.index.size === 0) return [];
      const key = JSON.stringify([tenantId, passages.generation(), base, limit, query]);
      const known = retrievals.get(key);
      if (known) return known;
      const vector = (await meaningOf(tenantId, base, query, passages)) ?? null;
      const found = passages.index
        .search({ base: base === null ? null : baseKey(base), text: query, vector, limit })
        .map(({ passage, score }) => ({ chunk: passage.chunk, score }));
      // What was searched without a vector is searched again.
      if (embedder === null || vector !== null) retrievals.set(key, found);
      return found;
    },
    idle: backlog.idle,
  };
}
