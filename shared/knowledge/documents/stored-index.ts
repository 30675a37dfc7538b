import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Blobs } from "../../platform/blobs.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { deriveId } from "../../runtime/ids.ts";
import type { Chunk, KnowledgeIndex } from "../chunk.ts";
import { type DocumentWords, documentWords, searchWords } from "./document-words.ts";

/** Passages that stay in memory, over all tenants: some 15 KB each with their words. */
const passagesInMemory = 50_000;
/** Another process's changes are found this late. What it removed is not quoted, because its pointer says so. */
const staleAfterMs = 5_000;
const folder = "knowledge-index/";

/** An index by words, whose passages lie in blobs, one for each document. A document is read at the first search. */
export function storedIndex(blobs: Pick<Blobs, "put" | "get" | "list" | "delete">): KnowledgeIndex {
  const known = new LRUCache<string, Promise<DocumentWords>>({ max: 20_000 });
  const sizes = new LRUCache<string, number>({
    maxSize: passagesInMemory,
    sizeCalculation: (passages) => Math.max(1, passages),
    dispose: (_passages, key) => known.delete(key),
  });
  const lists = new LRUCache<string, readonly { readonly name: string; readonly version: string }[]>({
    max: 1_000,
    ttl: staleAfterMs,
  });

  async function readWords(tenantId: TenantId, name: string): Promise<DocumentWords> {
    const stored = await blobs.get(tenantId, name);
    return documentWords(
      stored === undefined ? [] : Chunks.parse(JSON.parse(Buffer.from(stored.body).toString("utf8"))),
    );
  }

  async function wordsOf(tenantId: TenantId, { name, version }: { readonly name: string; readonly version: string }) {
    const key = `${tenantId} ${name} ${version}`;
    const reading = known.get(key) ?? readWords(tenantId, name);
    known.set(key, reading);
    try {
      const words = await reading;
      if (sizes.get(key) === undefined) sizes.set(key, words.chunks.length);
      return words;
    } catch (error) {
      known.delete(key);
      throw error;
    }
  }

  async function filesIn(tenantId: TenantId, prefix: string) {
    const key = `${tenantId} ${prefix}`;
    const files = lists.get(key) ?? (await blobs.list(tenantId, prefix));
    lists.set(key, files);
    return files;
  }

  function forget(tenantId: TenantId, base: string): void {
    lists.delete(`${tenantId} ${folder}`);
    lists.delete(`${tenantId} ${folderOf(base)}`);
  }

  return {
    async put(tenantId, base, documentId, _version, chunks) {
      const body = Buffer.from(JSON.stringify(chunks));
      await blobs.put(tenantId, fileOf(base, documentId), body, { contentType: "application/json" });
      forget(tenantId, base);
    },
    async remove(tenantId, base, documentId) {
      await blobs.delete(tenantId, fileOf(base, documentId));
      forget(tenantId, base);
    },
    async search(tenantId, base, query, { limit }) {
      const files = await filesIn(tenantId, base === null ? folder : folderOf(base));
      const documents = await Promise.all(files.map((file) => wordsOf(tenantId, file)));
      return searchWords(documents, query, limit);
    },
  };
}

const Chunks = z.array(z.looseObject({ id: z.string(), text: z.string() })) as unknown as z.ZodType<readonly Chunk[]>;

/** Bases have any name, and blobs do not. */
function folderOf(base: string): string {
  return `${folder}${deriveId("knowledge-base", base)}/`;
}

function fileOf(base: string, documentId: string): string {
  return `${folderOf(base)}${documentId}.json`;
}
