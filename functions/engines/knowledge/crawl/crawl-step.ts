import { hash } from "node:crypto";
import type { FetchedPage, FetchPage } from "../../../../shared/crawl/fetch-page.ts";
import {
  type KnowledgeCrawlDue,
  type KnowledgeFileArrived,
  knowledgeCrawlDue,
  knowledgeDocumentRemoved,
  knowledgeFileArrived,
  knowledgeVersionFailed,
} from "../../../../shared/events/index.ts";
import type { readInWorker } from "../../../../shared/knowledge/reading/read-in-worker.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import {
  type Decision,
  type Event,
  type NewEvent,
  newEvent,
  type StepContext,
  step,
} from "../../../../shared/runtime/step.ts";
import { knowledgeDocuments, versionOfFile } from "../document.ts";
import { fileName, urlDocumentId } from "../document-ids.ts";
import { orFailure } from "../failure.ts";
import { type Address, type Crawl, crawlLimits, crawls, withLinks } from "./crawl.ts";

type Found =
  | {
      readonly type: "file";
      readonly file: KnowledgeFileArrived;
      readonly known: boolean;
      readonly links: readonly string[];
      /** The origin that the start of the crawl led to. */
      readonly origin: string;
    }
  | { readonly type: "sitemap"; readonly links: readonly string[] }
  | { readonly type: "repeated" }
  | Exclude<FetchedPage, { readonly type: "page" }>;

interface Gathered {
  readonly address: Address;
  readonly found: Found;
  readonly delayMs: number;
}

/** Tries of one page before the crawl goes on without it. */
const pageAttempts = 4;

/**
 * Reads the next page of a crawl and goes on with the next event: one page at a time, so that a server is never asked
 * twice at once, and a killed process goes on where it was.
 */
export function crawlStep(dependencies: {
  readonly documents: Pick<Documents, "get">;
  readonly blobs: Pick<Blobs, "put">;
  readonly fetchPage: FetchPage;
  readonly read: typeof readInWorker;
}) {
  const { documents, blobs, fetchPage, read } = dependencies;

  async function visit(
    crawl: Crawl,
    address: Address,
    event: Event<KnowledgeCrawlDue>,
    ctx: StepContext,
  ): Promise<Gathered> {
    const page = await fetchPage(address.url, ctx.signal).catch((error: unknown): FetchedPage => {
      if (error instanceof TerminalError) return { type: "failed", code: error.code, detail: error.message };
      if (!(error instanceof RetryableError) || ctx.attempt < pageAttempts) throw error;
      return { type: "failed", code: error.code, detail: error.message };
    });
    if (page.type !== "page") return { address, found: page, delayMs: 0 };
    const { delayMs } = page;
    const { origin } = new URL(page.url);
    // Links of a site may lead anywhere, through its own redirects too.
    if (address.depth > 0 && !crawl.origins.includes(origin)) return { address, found: elsewhere, delayMs };
    if (address.kind === "sitemap" || /\bxml\b/.test(page.contentType.replace("xhtml", ""))) {
      const sitemap = await orFailure(() =>
        read({ format: "sitemap", bytes: page.bytes, contentType: page.contentType }, onePage),
      );
      const found: Found =
        "code" in sitemap ? { type: "failed", ...sitemap } : { type: "sitemap", links: sitemap.links ?? [] };
      return { address, found, delayMs };
    }
    return { address, found: await fileOf(crawl, address, { page, event }), delayMs };
  }

  async function fileOf(
    crawl: Crawl,
    address: Address,
    {
      page,
      event,
    }: { readonly page: Extract<FetchedPage, { type: "page" }>; readonly event: Event<KnowledgeCrawlDue> },
  ): Promise<Found> {
    const { tenantId } = event;
    const digest = hash("sha256", page.bytes, "hex");
    if (crawl.files.includes(digest.slice(0, 16))) return { type: "repeated" };
    const documentId = urlDocumentId(crawl.base, address.url);
    const stored = await documents.get(tenantId, knowledgeDocuments.collection, documentId);
    const held = versionOfFile(stored?.data.state, digest);
    const blob = held?.blob ?? `knowledge/${documentId}/files/${digest.slice(0, 16)}-${event.id}`;
    if (held === undefined) await blobs.put(tenantId, blob, page.bytes, { contentType: page.contentType });
    const isHtml = /html/.test(page.contentType);
    const html = isHtml && address.depth < crawl.maxDepth ? await linksIn(page) : [];
    const file: KnowledgeFileArrived = {
      documentId,
      base: crawl.base,
      name: fileName(address.url, page.contentType),
      title: crawl.title,
      blob,
      bytes: page.bytes.byteLength,
      contentType: page.contentType.slice(0, 200),
      hash: digest,
      origin: { kind: crawl.kind, url: address.url, crawlId: crawl.id },
      by: crawl.createdBy,
    };
    return { type: "file", file, known: held !== undefined, links: html, origin: new URL(page.url).origin };
  }

  async function linksIn({
    bytes,
    contentType,
    url,
  }: Extract<FetchedPage, { type: "page" }>): Promise<readonly string[]> {
    const page = await orFailure(() => read({ format: "html", bytes, contentType, url }, onePage));
    return "code" in page ? [] : (page.links ?? []);
  }

  return step<KnowledgeCrawlDue, Crawl, Gathered | undefined>({
    name: "knowledge-crawl",
    on: knowledgeCrawlDue,
    publishes: [knowledgeCrawlDue, knowledgeFileArrived, knowledgeDocumentRemoved, knowledgeVersionFailed],
    schedules: [knowledgeCrawlDue],
    document: crawls,
    documentId: ({ data }) => data.crawlId,
    async gather(crawl, event, ctx) {
      const [address] = crawl?.waiting ?? [];
      if (crawl?.status !== "running" || crawl.round !== event.data.round || address === undefined) return undefined;
      return visit(crawl, address, event, ctx);
    },
    decide(crawl, event, gathered, now) {
      if (crawl?.status !== "running" || crawl.round !== event.data.round || gathered === undefined) return undefined;
      return decideNext(crawl, gathered, now);
    },
  });
}

const elsewhere = {
  type: "refused",
  code: "page-elsewhere",
  detail: "The page redirects to another site, which the crawl does not read.",
} as const;
const onePage = { first: 1, last: 1 };

function decideNext(crawl: Crawl, { address, found, delayMs }: Gathered, now: Date): Decision<Crawl> {
  const { counts } = crawl;
  const visited: Crawl = {
    ...crawl,
    waiting: crawl.waiting.slice(1),
    round: crawl.round + 1,
    updatedAt: now.toISOString(),
  };
  const after = withFound(visited, address, found);
  const read = after.counts.read + after.counts.unchanged;
  const isDone = after.waiting.length === 0 || read >= crawl.maxPages || counts.failed >= crawl.maxPages;
  const next = newEvent(knowledgeCrawlDue, crawl.id, { crawlId: crawl.id, round: after.round });
  const told = consequence(crawl, address, found);
  const goesOn = isDone
    ? { publish: told }
    : delayMs === 0
      ? { publish: [...told, next] }
      : {
          publish: told,
          schedule: [{ ...next, name: `crawl-${crawl.id}-${after.round}`, at: new Date(now.getTime() + delayMs) }],
        };
  return { document: isDone ? { ...after, status: "completed", waiting: [] } : after, ...goesOn };
}

/** What a page means for its document. A page that is no more takes its document with it. */
function consequence({ base, createdBy: by }: Crawl, { url }: Address, found: Found): readonly NewEvent[] {
  const documentId = urlDocumentId(base, url);
  switch (found.type) {
    case "file":
      return [newEvent(knowledgeFileArrived, documentId, found.file)];
    // A page that says what another one says needs no document: an older one would still quote what it said before.
    case "gone":
    case "repeated":
      return [newEvent(knowledgeDocumentRemoved, documentId, { documentId, by })];
    case "failed":
    case "refused": {
      const { code, detail } = found;
      return [newEvent(knowledgeVersionFailed, documentId, { documentId, version: null, code, detail })];
    }
    default:
      return [];
  }
}

function withFound(crawl: Crawl, address: Address, found: Found): Crawl {
  const count = (name: keyof Crawl["counts"]) => ({ ...crawl.counts, [name]: crawl.counts[name] + 1 });
  switch (found.type) {
    case "file": {
      const files = [...crawl.files, found.file.hash.slice(0, 16)];
      const links = found.links.map((url) => ({ url, depth: address.depth + 1, kind: "page" as const }));
      const origins = [...new Set([...crawl.origins, found.origin])];
      return withLinks({ ...crawl, origins, files, counts: count(found.known ? "unchanged" : "read") }, links);
    }
    case "sitemap":
      return withLinks(
        crawl,
        found.links.map((url) => ({ url, depth: address.depth, kind: kindOf(url) })),
      );
    case "repeated":
      return { ...crawl, counts: count("repeated") };
    case "gone":
      return { ...crawl, counts: count("removed"), problems: withProblem(crawl, address, goneProblem) };
    default:
      return { ...crawl, counts: count(found.type), problems: withProblem(crawl, address, found) };
  }
}

const goneProblem = { code: "page-gone", detail: "The page does not exist. Its document is removed." };

function withProblem(
  { problems }: Crawl,
  { url }: Address,
  { code, detail }: { readonly code: string; readonly detail: string },
) {
  return [...problems, { url, code, detail }].slice(0, crawlLimits.problems);
}

function kindOf(url: string): Address["kind"] {
  return /\.xml(\?|$)/i.test(url) ? "sitemap" : "page";
}
