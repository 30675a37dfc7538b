import { Hono } from "hono";
import { z } from "zod";
import { reply, type StandIn, type StandInBindings, serve } from "./http.ts";
import { cosine, Filter, matches, type PineconeRecord, recordSchema } from "./pinecone/records.ts";

export interface PineconeStandIn extends StandIn {
  /** Makes what was written visible to readers. */
  settle(): void;
  /** The records of a namespace, those included that readers do not see yet. */
  records(namespace: string): readonly PineconeRecord[];
  /** From now on every request fails with this status; null ends it. */
  failWith(status: number | null): void;
}

const limits = { upsert: 1_000, bytes: 2 * 1024 * 1024, deletes: 1_000, topK: 10_000, page: 100 };

type Namespaces = Map<string, Map<string, PineconeRecord>>;

/**
 * Emulates the data plane of a Pinecone index with metric cosine. It refuses what Pinecone refuses. Writes are visible
 * only after `settle`, as Pinecone's are only after a while: each write's `x-pinecone-request-lsn` is a number that the
 * reads' `x-pinecone-max-indexed-lsn` reaches then.
 */
export async function startPinecone(options: {
  readonly port?: number;
  readonly dimension: number;
  readonly apiKey: string;
}): Promise<PineconeStandIn> {
  const written: Namespaces = new Map();
  let visible: Namespaces = new Map();
  let lsn = 0;
  let indexedLsn = 0;
  let failure: number | null = null;
  const Upsert = z.object({
    namespace: z.string().default(""),
    vectors: z.array(recordSchema(options.dimension)).min(1).max(limits.upsert),
  });
  const Delete = z.object({
    namespace: z.string().default(""),
    ids: z.array(z.string()).min(1).max(limits.deletes),
  });
  const Query = z.object({
    namespace: z.string().default(""),
    topK: z.int().min(1).max(limits.topK),
    vector: z.array(z.number()).length(options.dimension, {
      error: `Vector dimension does not match the dimension of the index ${options.dimension}`,
    }),
    filter: Filter.default({}),
    includeMetadata: z.boolean().default(false),
  });

  const app = new Hono<{ Bindings: StandInBindings }>();
  app.use(async (c, next) => {
    if (failure !== null) return refused(failure, "The service is unavailable.");
    if (c.env.received.headers["api-key"] !== options.apiKey) return refused(401, "Invalid API Key");
    if (c.env.received.bytes.length > limits.bytes) return refused(400, "The request is over 2 MB.");
    return next();
  });
  app.post("/vectors/upsert", ({ env }) =>
    read(env, Upsert, ({ namespace, vectors }) => {
      for (const record of vectors) into(written, namespace).set(record.id, record);
      return wrote({ upsertedCount: vectors.length });
    }),
  );
  app.post("/vectors/delete", ({ env }) =>
    read(env, Delete, ({ namespace, ids }) => {
      for (const id of ids) into(written, namespace).delete(id);
      return wrote({});
    }),
  );
  app.post("/query", ({ env }) =>
    read(env, Query, ({ namespace, topK, vector, filter, includeMetadata }) => {
      const found = [...into(visible, namespace).values()]
        .filter(({ metadata }) => matches(metadata, filter))
        .map(({ id, values, metadata }) => ({
          id,
          score: cosine(vector, values),
          ...(includeMetadata ? { metadata } : {}),
        }))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, topK);
      return answered({ matches: found, namespace, usage: { readUnits: 1 } });
    }),
  );
  app.get("/vectors/list", ({ env }) => {
    const { query } = env.received;
    const [namespace, prefix, limit] = [query.get("namespace") ?? "", query.get("prefix") ?? "", query.get("limit")];
    const size = Number(limit ?? limits.page);
    if (!Number.isInteger(size) || size < 1 || size > limits.page) return refused(400, "limit must be 1 to 100");
    const after = query.get("paginationToken") ?? "";
    const ids = [...into(visible, namespace).keys()].filter((id) => id.startsWith(prefix) && id > after).toSorted();
    const page = ids.slice(0, size);
    const pagination = ids.length > size ? { pagination: { next: page.at(-1) } } : {};
    return answered({ vectors: page.map((id) => ({ id })), namespace, ...pagination, usage: { readUnits: 1 } });
  });

  function wrote(body: object): Response {
    lsn += 1;
    return reply({ status: 200, body, headers: { "x-pinecone-request-lsn": String(lsn) } });
  }

  function answered(body: object): Response {
    return reply({ status: 200, body, headers: { "x-pinecone-max-indexed-lsn": String(indexedLsn) } });
  }

  const server = await serve({ port: options.port ?? 0, fetch: app.fetch });
  return {
    ...server,
    settle() {
      visible = new Map([...written].map(([namespace, records]) => [namespace, new Map(records)]));
      indexedLsn = lsn;
    },
    records: (namespace) => [...into(written, namespace).values()],
    failWith(status) {
      failure = status;
    },
  };
}

function into(namespaces: Namespaces, name: string): Map<string, PineconeRecord> {
  const known = namespaces.get(name) ?? new Map<string, PineconeRecord>();
  namespaces.set(name, known);
  return known;
}

function read<T>({ received }: StandInBindings, schema: z.ZodType<T>, then: (body: T) => Response): Response {
  let body: unknown;
  try {
    body = JSON.parse(received.rawBody);
  } catch {
    return refused(400, "The body is no JSON.");
  }
  const parsed = schema.safeParse(body);
  return parsed.success ? then(parsed.data) : refused(400, z.prettifyError(parsed.error));
}

function refused(status: number, message: string): Response {
  return reply({ status, body: { code: status === 400 ? 3 : 14, message, details: [] } });
}
