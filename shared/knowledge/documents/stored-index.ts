import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Blobs } from "../../platform/blobs.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { deriveId } from "../../runtime/ids.ts";
import type { Chunk, FoundChunk, KnowledgeIndex } from "../chunk.ts";
import type { KnowledgeEntry } from "../entry.ts";
import { retrieve } from "../retrieve.ts";

interface IndexedPassage extends KnowledgeEntry {
  readonly chunk: Chunk;
}

/** Passages of so many documents stay in memory. */
const documentsInMemory = 2_000;
/** Another process's changes are found this late. What it removed is not quoted, because its pointer says so. */
const staleAfterMs = 5_000;

/** An index by words, whose passages lie in blobs, one for each document. It is built in memory at the first search. */
export function storedIndex(blobs: Pick<Blobs, "put" | "get" | "list" | "delete">): KnowledgeIndex {
  const passages = new LRUCache<string, readonly IndexedPassage[]>({ max: documentsInMemory });
  const fresh = new LRUCache<string, readonly IndexedPassage[]>({ max: 200, ttl: staleAfterMs });
  const lists = new LRUCache<string, { readonly key: string; readonly entries: readonly IndexedPassage[] }>({
    max: 200,
  });

  async function documentPassages(
    tenantId: TenantId,
    name: string,
    version: string,
  ): Promise<readonly IndexedPassage[]> {
    const key = `${tenantId} ${name} ${version}`;
    const known = passages.get(key);
    if (known) return known;
    const stored = await blobs.get(tenantId, name);
    const chunks = stored === undefined ? [] : Chunks.parse(JSON.parse(Buffer.from(stored.body).toString("utf8")));
    const base = name.split("/")[1] ?? "";
    const read = chunks.map((chunk) => ({ base, id: chunk.id, title: titleOf(chunk), text: chunk.text, chunk }));
    passages.set(key, read);
    return read;
  }

  async function entriesOf(tenantId: TenantId, base: string | null): Promise<readonly IndexedPassage[]> {
    const folder = base === null ? "knowledge-index/" : folderOf(base);
    const recent = fresh.get(`${tenantId} ${folder}`);
    if (recent) return recent;
    const entries = await readEntries(tenantId, folder);
    fresh.set(`${tenantId} ${folder}`, entries);
    return entries;
  }

  async function readEntries(tenantId: TenantId, folder: string): Promise<readonly IndexedPassage[]> {
    const files = await blobs.list(tenantId, folder);
    const key = files.map(({ name, version }) => `${name}@${version}`).join(" ");
    const list = `${tenantId} ${folder}`;
    const known = lists.get(list);
    if (known?.key === key) return known.entries;
    const read = await Promise.all(files.map(({ name, version }) => documentPassages(tenantId, name, version)));
    const entries = read.flat();
    lists.set(list, { key, entries });
    return entries;
  }

  return {
    async put(tenantId, base, documentId, _version, chunks) {
      const body = Buffer.from(JSON.stringify(chunks));
      await blobs.put(tenantId, fileOf(base, documentId), body, { contentType: "application/json" });
      fresh.clear();
    },
    async remove(tenantId, base, documentId) {
      await blobs.delete(tenantId, fileOf(base, documentId));
      fresh.clear();
    },
    async search(tenantId, base, query, { limit }) {
      const entries = await entriesOf(tenantId, base);
      const byId = new Map(entries.map((entry) => [entry.id, entry.chunk]));
      return retrieve(entries, query, limit).flatMap(({ id }, rank): FoundChunk[] => {
        const chunk = byId.get(id);
        return chunk === undefined ? [] : [{ chunk, score: 1 / (rank + 1) }];
      });
    },
  };
}

const Chunks = z.array(z.looseObject({ id: z.string(), text: z.string() })) as unknown as z.ZodType<readonly Chunk[]>;

function titleOf({ title, section }: Chunk): string {
  return [title, ...section].join(" › ");
}

/** Bases have any name, and blobs do not. */
function folderOf(base: string): string {
  return `knowledge-index/${deriveId("knowledge-base", base)}/`;
}

function fileOf(base: string, documentId: string): string {
  return `${folderOf(base)}${documentId}.json`;
}
