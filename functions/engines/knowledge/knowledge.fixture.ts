import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FetchPage } from "../../../shared/crawl/fetch-page.ts";
import type { UploadedFile } from "../../../shared/http/route.ts";
import type { Chunk, KnowledgeIndex } from "../../../shared/knowledge/chunk.ts";
import { searchDocuments } from "../../../shared/knowledge/documents/search-documents.ts";
import { hybridIndex } from "../../../shared/knowledge/hybrid/hybrid-index.ts";
import { readInWorker } from "../../../shared/knowledge/reading/read-in-worker.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import type { AnyStep } from "../../../shared/runtime/step.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { acceptFileStep } from "./accept-file.ts";
import { crawlRoutes } from "./crawl/crawl-routes.ts";
import { crawlStep } from "./crawl/crawl-step.ts";
import { knowledgeDocuments } from "./document.ts";
import { documentRoutes } from "./document-routes.ts";
import { extendGraphStep } from "./graph/extend-graph.ts";
import { indexVersionStep } from "./index-version.ts";
import { readBatchStep } from "./read-batch.ts";
import { recordFailure, removeDocument } from "./remove-document.ts";
import { retireVersionStep } from "./retire-version.ts";
import type { PageReader } from "./unreadable-pages.ts";

export const shop = TenantId.parse("lamp-shop");
export const garage = TenantId.parse("garage");

export interface KnowledgeOptions {
  readonly dataDir?: string;
  readonly pageReader?: PageReader;
  readonly read?: typeof readInWorker;
  readonly fetchPage?: FetchPage;
  readonly index?: (real: KnowledgeIndex) => KnowledgeIndex;
}

/** The knowledge's steps and routes on an embedded platform with its own bus. */
export async function openKnowledge(options: KnowledgeOptions = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "knowledge-"));
  const platform = openEmbedded({ dataDir });
  const { documents, blobs, bus } = platform;
  const now = () => new Date();
  const runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now });
  const index = (options.index ?? ((real) => real))(hybridIndex({ blobs }));
  const pageReader = options.pageReader ?? { readPage: async () => undefined };
  const fetchPage = options.fetchPage ?? (async () => ({ type: "gone" as const }));
  const steps = [
    acceptFileStep({ blobs }),
    readBatchStep({ blobs, read: options.read ?? readInWorker, pageReader }),
    indexVersionStep({ blobs, index }),
    extendGraphStep({ blobs, entities: async () => [] }),
    retireVersionStep({ blobs, documents, index }),
    removeDocument,
    recordFailure,
    crawlStep({ documents, blobs, fetchPage, read: readInWorker }),
  ] as unknown as readonly AnyStep[];
  for (const step of steps) bus.subscribe(runner.subscription(step));
  await bus.start();
  await platform.scheduler.start();
  const search = searchDocuments({ index, documents, blobs });
  const routes = [
    ...documentRoutes({ platform, runner, search, now }),
    ...crawlRoutes({ platform, runner, search, now }),
  ];

  async function call<Reply>(
    operationId: string,
    parts: { tenantId?: TenantId; params?: object; query?: object; body?: object; file?: UploadedFile; key?: string },
  ): Promise<Reply> {
    const route = routes.find((each) => each.operationId === operationId);
    if (route === undefined) throw new Error(`There is no operation ${operationId}.`);
    const identity = { tenantId: parts.tenantId ?? shop, subject: "asha", roles: ["admin"], rateKey: "asha" };
    const parse = (schema: { parse(value: unknown): unknown } | undefined, value: unknown) =>
      schema?.parse(value ?? {}) ?? {};
    const reply = await route.handle({
      identity,
      requestId: "request",
      params: parse(route.params, parts.params),
      query: parse(route.query, parts.query),
      body: parse(route.body, parts.body),
      file: parts.file,
      idempotencyKey: parts.key,
      signal: new AbortController().signal,
    } as never);
    return (reply as { body: Reply }).body;
  }

  async function documentOf(id: string, tenantId: TenantId = shop) {
    return (await documents.get(tenantId, knowledgeDocuments.collection, id))?.data.state;
  }

  return {
    platform: platform as EmbeddedPlatform,
    dataDir,
    index,
    search,
    call,
    documentOf,
    /** Adds a text and waits until it is read. */
    async add(name: string, text: string, more: { base?: string; tenantId?: TenantId } = {}) {
      const { tenantId = shop, base = "general" } = more;
      const body = { name, text, base };
      const { id } = await call<{ id: string }>("addKnowledgeDocument", { tenantId, body });
      return this.settled(id, tenantId);
    },
    async settled(id: string, tenantId: TenantId = shop) {
      await until(`document ${id} is read`, async () => {
        const document = await documentOf(id, tenantId);
        return document !== undefined && document.status !== "reading" && document.status !== "indexing";
      });
      return (await documentOf(id, tenantId)) as NonNullable<Awaited<ReturnType<typeof documentOf>>>;
    },
    async texts(query: string, { tenantId = shop, base = null as string | null } = {}): Promise<readonly string[]> {
      return (await search(tenantId, base, query, 5)).map(({ chunk }) => chunk.text);
    },
    async close({ keep = false } = {}) {
      await platform.close(5_000);
      if (!keep) rmSync(dataDir, { recursive: true });
    },
  };
}

export type OpenKnowledge = Awaited<ReturnType<typeof openKnowledge>>;

/** An index that still finds what was replaced or removed, as Pinecone does for a while. */
export function lateIndex(real: KnowledgeIndex): KnowledgeIndex {
  const stale: { readonly tenantId: TenantId; readonly base: string; readonly chunk: Chunk }[] = [];
  return {
    async put(tenantId, base, documentId, version, chunks) {
      stale.push(...chunks.map((chunk) => ({ tenantId, base, chunk })));
      await real.put(tenantId, base, documentId, version, chunks);
    },
    remove: async () => undefined,
    async search(tenantId, base, query, limit) {
      const found = await real.search(tenantId, base, query, limit);
      const old = stale.filter((each) => each.tenantId === tenantId && (base === null || each.base === base));
      return [...old.map(({ chunk }) => ({ chunk, score: 1 })), ...found];
    },
  };
}
