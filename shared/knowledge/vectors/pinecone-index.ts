import type { Index, RecordMetadata } from "@pinecone-database/pinecone";
import { z } from "zod";
import type { TenantId } from "../../platform/tenant.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { unpackVector } from "./packed-vector.ts";
import type { FoundVector, VectorIndex } from "./vector-index.ts";

/** Pinecone takes 2 MB a request: 100 vectors of 768 numbers are one. */
const recordsPerUpsert = 50;
const idsPerDelete = 1_000;
const idsPerPage = 100;
const timeoutMs = 5_000;

const Metadata = z.object({ document: z.string(), version: z.string(), passage: z.number() });
interface Stored extends RecordMetadata {
  readonly base: string;
  readonly document: string;
  readonly version: string;
  readonly passage: number;
  readonly model: string;
}

/**
 * Pinecone, with a namespace for each tenant. A vector's id is `{document}#{passage}`, so all of a document are found by
 * prefix. Each vector names its model and version: searches ask for one model, and the caller drops other versions, because
 * Pinecone deletes late.
 */
export function pineconeIndex(options: {
  readonly url: string;
  apiKey(): Promise<string>;
  readonly fetch?: typeof fetch;
}): VectorIndex {
  let opened: Promise<typeof Index> | undefined;
  const fetchInTime: typeof fetch = (input, init) =>
    (options.fetch ?? fetch)(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });

  async function namespaceOf(tenantId: TenantId): Promise<Index<Stored>> {
    opened ??= import("@pinecone-database/pinecone").then((pinecone) => pinecone.Index);
    const [IndexClass, apiKey] = await Promise.all([opened, options.apiKey()]);
    const config = { apiKey, fetchApi: fetchInTime, maxRetries: 0 };
    return new IndexClass<Stored>({ host: options.url, namespace: tenantId }, config);
  }

  async function idsOf(index: Index<Stored>, documentId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let paginationToken: string | undefined;
    do {
      const more = paginationToken === undefined ? {} : { paginationToken };
      const page = await index.listPaginated({ prefix: prefixOf(documentId), limit: idsPerPage, ...more });
      for (const { id } of page.vectors ?? []) if (id !== undefined) ids.push(id);
      paginationToken = page.pagination?.next;
    } while (paginationToken !== undefined);
    return ids;
  }

  async function deleteIds(index: Index<Stored>, ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += idsPerDelete)
      await index.deleteMany({ ids: ids.slice(at, at + idsPerDelete) });
  }

  return {
    async put(tenantId, { base, documentId, version, model, vectors }) {
      await callPinecone(async () => {
        const index = await namespaceOf(tenantId);
        // A vector without length has no direction, and Pinecone refuses it.
        const records = vectors.flatMap((vector, passage) =>
          vector.scale === 0
            ? []
            : [
                {
                  id: `${prefixOf(documentId)}${passage}`,
                  values: unpackVector(vector),
                  metadata: { base, document: documentId, version, passage, model },
                },
              ],
        );
        for (let at = 0; at < records.length; at += recordsPerUpsert)
          await index.upsert({ records: records.slice(at, at + recordsPerUpsert) });
        const kept = new Set(records.map(({ id }) => id));
        const left = (await idsOf(index, documentId)).filter((id) => !kept.has(id));
        await deleteIds(index, left);
      });
    },
    async remove(tenantId, documentId) {
      await callPinecone(async () => {
        const index = await namespaceOf(tenantId);
        await deleteIds(index, await idsOf(index, documentId));
      });
    },
    search: (tenantId, { base, model, vector, limit }) =>
      callPinecone(async () => {
        const index = await namespaceOf(tenantId);
        const filter = { model: { $eq: model }, ...(base === null ? {} : { base: { $eq: base } }) };
        const { matches } = await index.query({
          vector: unpackVector(vector),
          topK: limit,
          filter,
          includeMetadata: true,
        });
        return matches.flatMap(({ metadata, score = 0 }): FoundVector[] => {
          const { data } = Metadata.safeParse(metadata);
          if (data === undefined) return [];
          return [{ documentId: data.document, version: data.version, passage: data.passage, cosine: score }];
        });
      }),
  };
}

/** Ids are ASCII. */
function prefixOf(documentId: string): string {
  return `${encodeURIComponent(documentId)}#`;
}

/** What Pinecone refuses stays refused; everything else may work later. */
const refusals = new Set(["PineconeBadRequestError", "PineconeArgumentError", "PineconeAuthorizationError"]);

async function callPinecone<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TerminalError || error instanceof RetryableError) throw error;
    const message = `Pinecone: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
    if (error instanceof Error && refusals.has(error.name))
      throw new TerminalError("vectors-refused", message, { cause: error });
    throw new RetryableError("vectors-unavailable", message, { cause: error });
  }
}
