import { z } from "zod";
import { eventType } from "./event-type.ts";

/** Where a document of the knowledge comes from. */
export const KnowledgeOrigin = z.object({
  kind: z.literal(["upload", "url", "crawl", "configuration"]),
  /** The address it is read from; null for an upload. */
  url: z.string().nullable(),
  /** The crawl that found it. */
  crawlId: z.string().nullable(),
});
export type KnowledgeOrigin = z.infer<typeof KnowledgeOrigin>;

/** A file of the knowledge arrived. Its bytes are in the blob. */
export const knowledgeFileArrived = eventType(
  "knowledge-file-arrived",
  z.object({
    documentId: z.string(),
    base: z.string(),
    /** The file's name, or the last part of its address. */
    name: z.string(),
    /** Null: the title that the document gives itself, else its name. */
    title: z.string().nullable(),
    blob: z.string(),
    bytes: z.number().int(),
    contentType: z.string(),
    /** SHA-256 of the bytes. */
    hash: z.string(),
    origin: KnowledgeOrigin,
    by: z.string(),
  }),
);
export type KnowledgeFileArrived = z.infer<typeof knowledgeFileArrived.schema>;

/** The next batch of a version's pages is to be read. */
export const knowledgeBatchDue = eventType(
  "knowledge-batch-due",
  z.object({ documentId: z.string(), version: z.string(), firstPage: z.number().int().min(1) }),
);
export type KnowledgeBatchDue = z.infer<typeof knowledgeBatchDue.schema>;

/** All passages of a version are read and can be indexed. */
export const knowledgeVersionRead = eventType(
  "knowledge-version-read",
  z.object({ documentId: z.string(), version: z.string() }),
);
export type KnowledgeVersionRead = z.infer<typeof knowledgeVersionRead.schema>;

/** A version is quoted from now on. Its entities are entered in the graph, from the numbered passage on. */
export const knowledgeGraphDue = eventType(
  "knowledge-graph-due",
  z.object({ documentId: z.string(), version: z.string(), from: z.number().int() }),
);
export type KnowledgeGraphDue = z.infer<typeof knowledgeGraphDue.schema>;

/** A version is quoted no more, or never was. Its file and what was made of it are deleted, in rounds. */
export const knowledgeVersionRetired = eventType(
  "knowledge-version-retired",
  z.object({
    documentId: z.string(),
    base: z.string(),
    /** Null for a file that became no version. */
    version: z.string().nullable(),
    /** The version's file; null when it is deleted already. */
    blob: z.string().nullable(),
    /** True when the document itself is removed, with all that the index holds of it. */
    removed: z.boolean(),
    round: z.number().int(),
  }),
);
export type KnowledgeVersionRetired = z.infer<typeof knowledgeVersionRetired.schema>;

/** Somebody removed a document. It is not quoted from this moment. */
export const knowledgeDocumentRemoved = eventType(
  "knowledge-document-removed",
  z.object({ documentId: z.string(), by: z.string() }),
);
export type KnowledgeDocumentRemoved = z.infer<typeof knowledgeDocumentRemoved.schema>;

/** A version could not be read or indexed. The version before stays. */
export const knowledgeVersionFailed = eventType(
  "knowledge-version-failed",
  z.object({
    documentId: z.string(),
    /** Null where the page that was to become the first version could not be read. */
    version: z.string().nullable(),
    code: z.string(),
    detail: z.string(),
  }),
);
export type KnowledgeVersionFailed = z.infer<typeof knowledgeVersionFailed.schema>;

/** A configuration that names a document or a site of the web is activated. Void when another version is active. */
export const knowledgeSourceActivated = eventType(
  "knowledge-source-activated",
  z.object({
    crawlId: z.string(),
    configName: z.string(),
    configVersion: z.number().int(),
    source: z.object({
      base: z.string(),
      url: z.string(),
      kind: z.literal(["page", "sitemap"]),
      title: z.string().nullable(),
      maxDepth: z.number().int(),
      maxPages: z.number().int(),
    }),
    by: z.string(),
  }),
);
export type KnowledgeSourceActivated = z.infer<typeof knowledgeSourceActivated.schema>;

/** The next address of a crawl is to be read. */
export const knowledgeCrawlDue = eventType(
  "knowledge-crawl-due",
  z.object({ crawlId: z.string(), round: z.number().int() }),
);
export type KnowledgeCrawlDue = z.infer<typeof knowledgeCrawlDue.schema>;

/** A customer asked what the knowledge does not answer. */
export const UnansweredQuestion = z.object({
  /** One conversation and one question have one id, however often it is asked there. */
  questionId: z.string(),
  /** The same for all wordings with the same significant words. */
  groupKey: z.string(),
  /** Without what names a person. */
  question: z.string(),
  language: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  at: z.string(),
});
export type UnansweredQuestion = z.infer<typeof UnansweredQuestion>;

export const questionUnanswered = eventType("question-unanswered", UnansweredQuestion);
