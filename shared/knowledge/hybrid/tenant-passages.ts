import { setImmediate } from "node:timers/promises";
import type { TenantId } from "../../platform/tenant.ts";
import type { Chunk } from "../chunk.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { createPassageIndex, type PassageIndex } from "../ranking/passage-index.ts";
import type { PackedVector } from "../vectors/packed-vector.ts";
import { baseKeyOf, type DocumentVersion, type IndexedFile, type StoredPassages } from "./stored-passages.ts";

/** A passage as it is ranked: its headings count as its title. */
export interface IndexedChunk {
  readonly chunk: Chunk;
  readonly title: string;
  readonly text: string;
}

/** A tenant's passages in memory. */
export interface TenantPassages {
  readonly index: PassageIndex<IndexedChunk>;
  /** Grows with each change. */
  generation(): number;
  /** Takes the vectors of a version that is loaded. Those of another version are left out. */
  embedded(name: string, of: DocumentVersion, vectors: readonly PackedVector[]): void;
  /** A passage of a document, if this version of it is loaded. */
  passageOf(of: DocumentVersion, number: number): IndexedChunk | undefined;
  /** Reads what is stored anew. `isStale` says that this process has changed something. */
  refresh(isStale: boolean): Promise<void>;
}

/** Passages that are indexed between two turns of the event loop: about 20 ms. */
const sliceSize = 100;
/** What another process stores is found after this time. The caller drops passages that are no longer quoted. */
const freshMs = 5_000;
const filesAtOnce = 8;

interface Loaded extends DocumentVersion {
  readonly blobVersion: string;
}

export function tenantPassages(options: {
  readonly tenantId: TenantId;
  readonly store: StoredPassages;
  readonly embedder: Pick<Embedder, "model" | "dimensions" | "scale"> | null;
  /** False when a server compares the vectors. */
  readonly keepsVectors: boolean;
  now(): number;
  /** Called for each document that has no vectors of the model yet. */
  onMissingVectors(name: string, of: DocumentVersion): void;
}): TenantPassages {
  const { tenantId, store, embedder, onMissingVectors, now } = options;
  const index = createPassageIndex<IndexedChunk>(embedder, options);
  const loaded = new Map<string, Loaded>();
  const nameOf = new Map<string, string>();
  let refreshing: Promise<void> | undefined;
  let listedAt = Number.NEGATIVE_INFINITY;
  let generation = 0;

  async function load(name: string, blobVersion: string): Promise<void> {
    const file = await store.read(tenantId, name);
    if (file === undefined) return;
    const vectors = embedder === null ? undefined : await store.vectors(tenantId, embedder.model, file);
    index.remove(name);
    for (const [position, chunk] of file.passages.entries()) {
      if (position % sliceSize === sliceSize - 1) await setImmediate();
      index.add(baseKeyOf(name), name, { chunk, title: [chunk.title, ...chunk.section].join(" › "), text: chunk.text });
    }
    nameOf.set(file.documentId, name);
    loaded.set(name, { ...versionOf(file), blobVersion });
    if (vectors) index.setVectors(name, vectors);
    else if (embedder) onMissingVectors(name, versionOf(file));
    generation += 1;
  }

  async function readAll(): Promise<void> {
    const started = now();
    const stored = await store.list(tenantId);
    const names = new Set(stored.map(({ name }) => name));
    for (const name of loaded.keys())
      if (!names.has(name)) {
        index.remove(name);
        loaded.delete(name);
        generation += 1;
      }
    const changed = stored.filter(({ name, version }) => loaded.get(name)?.blobVersion !== version);
    for (let at = 0; at < changed.length; at += filesAtOnce)
      await Promise.all(changed.slice(at, at + filesAtOnce).map(({ name, version }) => load(name, version)));
    listedAt = started;
  }

  return {
    index,
    generation: () => generation,
    passageOf({ documentId, version }, number) {
      const name = nameOf.get(documentId);
      if (name === undefined || loaded.get(name)?.version !== version) return undefined;
      return index.passageOf(name, number);
    },
    embedded(name, { version }, vectors) {
      if (loaded.get(name)?.version !== version) return;
      index.setVectors(name, vectors);
      generation += 1;
    },
    refresh: async (isStale) => {
      if (refreshing && isStale) await refreshing;
      if (!isStale && now() - listedAt < freshMs) return;
      refreshing ??= readAll().finally(() => {
        refreshing = undefined;
      });
      await refreshing;
    },
  };
}

function versionOf({ documentId, version }: IndexedFile): DocumentVersion {
  return { documentId, version };
}
