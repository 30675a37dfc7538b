import { z } from "zod";
import { KnowledgeOrigin } from "../../../shared/events/knowledge.ts";
import type { Chunk } from "../../../shared/knowledge/chunk.ts";
import { type Crawl, CrawlStatus } from "./crawl/crawl.ts";
import { DocumentStatus, type KnowledgeDocument, PageProblem } from "./document.ts";

const Failure = z.object({ code: z.string(), detail: z.string() });

export const DocumentView = z
  .object({
    id: z.string(),
    base: z.string().describe("The knowledge base."),
    name: z.string().describe("The file's name. Another file of the same name replaces this one."),
    title: z.string().describe("What citations show."),
    status: DocumentStatus.describe(
      "`ready` is quoted. While a newer version is read, the version before is quoted, if there is one.",
    ),
    quoted_version: z.string().nullable().describe("The version that answers rest on; null while there is none."),
    format: z.string().nullable().describe("What the file was read as; null until it is opened."),
    bytes: z.number().int().nullable().describe("The size of the newest version's file; null until one is there."),
    pages: z.number().int().nullable().describe("Pages of the newest version; null until the file is opened."),
    pages_read: z.number().int().describe("Pages of the newest version that are read."),
    passages: z.number().int().describe("Passages of the newest version so far."),
    problems: z.array(PageProblem).describe("Pages of the newest version that could not be read. At most 100."),
    failure: Failure.nullable().describe("Why the newest version is not quoted."),
    origin: KnowledgeOrigin.shape.kind.describe("How it came: an upload, an address, a crawl or the configuration."),
    source_url: z.string().nullable().describe("The address it is read from; null for an upload."),
    crawl_id: z.string().nullable().describe("The crawl that read it last."),
    created_by: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "KnowledgeDocument" });

export function documentView(document: KnowledgeDocument): z.infer<typeof DocumentView> {
  const { live, reading, origin } = document;
  const newest = reading ?? live;
  return {
    id: document.id,
    base: document.base,
    name: document.name,
    title: document.title,
    status: document.status,
    quoted_version: live?.version ?? null,
    format: newest?.format ?? null,
    bytes: newest?.bytes ?? null,
    pages: newest?.pages ?? null,
    pages_read: reading?.pagesRead ?? live?.pages ?? 0,
    passages: newest?.passages ?? 0,
    problems: newest?.problems ?? [],
    failure: document.failure,
    origin: origin.kind,
    source_url: origin.url,
    crawl_id: origin.crawlId,
    created_by: document.createdBy,
    created_at: document.createdAt,
    updated_at: document.updatedAt,
  };
}

export const PassageView = z
  .object({
    id: z.string().describe("The passage, as citations name it."),
    document_id: z.string(),
    version: z.string().describe("The document's version."),
    title: z.string(),
    section: z.array(z.string()).describe("The headings above it, outermost first."),
    page: z.number().int().nullable().describe("Counted from 1; null where there are no pages."),
    source_url: z.string().nullable(),
    language: z.string().describe("BCP 47; `und` when it could not be told."),
    text: z.string(),
  })
  .meta({ id: "KnowledgePassage" });

export function passageView(chunk: Chunk): z.infer<typeof PassageView> {
  return {
    id: chunk.id,
    document_id: chunk.documentId,
    version: chunk.version,
    title: chunk.title,
    section: [...chunk.section],
    page: chunk.page ?? null,
    source_url: chunk.sourceUrl ?? null,
    language: chunk.language,
    text: chunk.text,
  };
}

export const CrawlView = z
  .object({
    id: z.string(),
    base: z.string().describe("The knowledge base that its documents belong to."),
    kind: z.enum(["url", "crawl", "configuration"]).describe("One page, a site, or what the configuration names."),
    starts: z.array(z.string()).describe("Where it began."),
    status: CrawlStatus,
    max_depth: z.number().int().describe("Links that are followed from the first pages."),
    max_pages: z.number().int().describe("Pages that are read at most."),
    waiting: z.number().int().describe("Addresses that are still to be read."),
    read: z.number().int().describe("Pages that are new or changed."),
    unchanged: z.number().int().describe("Pages that are as their documents have them."),
    repeated: z.number().int().describe("Pages with the same content as another page."),
    refused: z.number().int().describe("Pages that robots.txt does not allow."),
    failed: z.number().int().describe("Pages that could not be read."),
    removed: z.number().int().describe("Pages that do not exist any more. Their documents are removed."),
    problems: z.array(z.object({ url: z.string(), code: z.string(), detail: z.string() })).describe("At most 100."),
    created_by: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "KnowledgeCrawl" });

export function crawlView(crawl: Crawl): z.infer<typeof CrawlView> {
  return {
    id: crawl.id,
    base: crawl.base,
    kind: crawl.kind,
    starts: crawl.starts,
    status: crawl.status,
    max_depth: crawl.maxDepth,
    max_pages: crawl.maxPages,
    waiting: crawl.waiting.length,
    ...crawl.counts,
    problems: crawl.problems,
    created_by: crawl.createdBy,
    created_at: crawl.createdAt,
    updated_at: crawl.updatedAt,
  };
}
