import type { Blobs } from "../platform/blobs.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";
import type { Logger } from "../telemetry/log.ts";
import { type Embedder, embeddedText } from "./embedding/embedder.ts";
import { type QuestionVectors, questionVectors } from "./embedding/question-vectors.ts";
import { type KnowledgeEntry, sourceOfEntry } from "./entry.ts";
import { storedPassages } from "./hybrid/stored-passages.ts";
import type { Knowledge } from "./knowledge.ts";
import { createPassageIndex } from "./ranking/passage-index.ts";

export interface MeaningOptions {
  readonly embedder: Embedder;
  readonly blobs: Pick<Blobs, "put" | "get" | "list" | "delete">;
  readonly log?: Logger;
}

/** What the entries count as among stored documents. */
const documentId = "configuration";
const patienceMs = 30_000;

/**
 * The knowledge from a tenant's configuration, searched in memory by words, and with an embedding model by meaning. The
 * entries are indexed at the first search and embedded in the background; until then words decide.
 * @throws Error from `search` for any tenant other than the configuration's own.
 */
export function configuredKnowledge(
  owner: TenantId,
  entries: readonly KnowledgeEntry[],
  meaning: MeaningOptions | null = null,
): Knowledge {
  let index: ReturnType<typeof indexOf> | undefined;
  let questions: QuestionVectors | null = null;

  function indexOf() {
    const created = createPassageIndex<KnowledgeEntry>(meaning?.embedder ?? null);
    for (const entry of entries) created.add(entry.base, documentId, entry);
    if (meaning === null || entries.length === 0) return created;
    questions = questionVectors(meaning.embedder, { log: meaning.log, now: Date.now });
    vectorsOf(owner, entries, meaning)
      .then((vectors) => created.setVectors(documentId, vectors))
      .catch((error: unknown) => {
        meaning.log?.warn({ err: error, degraded: true }, "the configured knowledge could not be embedded");
        setTimeout(() => {
          index = undefined;
        }, patienceMs).unref();
      });
    return created;
  }

  return {
    async search(tenantId, base, query, k) {
      if (tenantId !== owner) throw new Error(`${tenantId} must not search the knowledge of ${owner}.`);
      index ??= indexOf();
      const vector = index.isEmbedded ? ((await questions?.vectorOf(query, owner)) ?? null) : null;
      return index.search({ base, text: query, vector, limit: k }).map(({ passage }) => sourceOfEntry(passage));
    },
  };
}

/** The entries' vectors, computed once for the same texts and model. */
async function vectorsOf(tenantId: TenantId, entries: readonly KnowledgeEntry[], { embedder, blobs }: MeaningOptions) {
  const store = storedPassages(blobs);
  const texts = entries.map(embeddedText);
  const of = { documentId, version: deriveId(...texts) };
  const known = await store.vectors(tenantId, embedder.model, of);
  if (known) return known;
  const vectors = await embedder.embedPassages(texts, undefined, tenantId);
  await store.putVectors(tenantId, embedder, of, vectors);
  return vectors;
}
