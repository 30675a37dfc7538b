import { type Chunk, placeOf } from "../chunk.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Source } from "../source.ts";
import type { SearchDocuments } from "./search-documents.ts";

/** What is configured and what the documents say, in turn, best first. */
export function withDocuments(configured: Knowledge, search: SearchDocuments): Knowledge {
  return {
    async search(tenantId, base, query, k) {
      const [entries, passages] = await Promise.all([
        configured.search(tenantId, base, query, k),
        search(tenantId, base, query, k),
      ]);
      const documents = passages.map(({ chunk }) => sourceOfChunk(chunk));
      const ranks = Array.from({ length: Math.max(entries.length, documents.length) }, (_, rank) => rank);
      return ranks
        .flatMap((rank) => [entries[rank], documents[rank]].filter((source) => source !== undefined))
        .slice(0, k);
    },
  };
}

/** A passage as the source of an answer. Its title leads to the section and the page. */
export function sourceOfChunk(chunk: Chunk): Source {
  const { id, text, files } = chunk;
  return { id, title: placeOf(chunk), text, ...(files === undefined ? {} : { files }) };
}
