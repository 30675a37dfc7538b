import { z } from "zod";
import {
  KnowledgeDocumentCore,
  knowledgeDocumentPointers,
  LiveVersion,
} from "../../../shared/contracts/lifecycle/knowledge-documents.ts";
import {
  KnowledgeOrigin,
  type KnowledgeVersionRetired,
  knowledgeVersionRetired,
} from "../../../shared/events/knowledge.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";

/** A page that could not be read, and why. */
export const PageProblem = z.object({
  page: z.number().int().describe("Counted from 1."),
  code: z.string(),
  detail: z.string(),
});
export type PageProblem = z.infer<typeof PageProblem>;

const FileFacts = z.object({
  version: z.string(),
  blob: z.string(),
  bytes: z.number().int(),
  contentType: z.string(),
  hash: z.string(),
  format: z.string(),
  /** Null until the file is opened. */
  pages: z.number().int().nullable(),
  passages: z.number().int(),
  problems: z.array(PageProblem),
});

/** A version that is being read. */
export const ReadingVersion = FileFacts.extend({
  pagesRead: z.number().int(),
  /** The headings that are open after the pages read so far. */
  section: z.array(z.object({ level: z.number().int(), text: z.string() })),
  parts: LiveVersion.shape.parts,
  /** The title that the document gives itself. */
  ownTitle: z.string().nullable(),
});
export type ReadingVersion = z.infer<typeof ReadingVersion>;

export const QuotedVersion = LiveVersion.extend({ ...FileFacts.shape, readyAt: z.string() });
type QuotedVersion = z.infer<typeof QuotedVersion>;

export const DocumentStatus = z.enum(["reading", "indexing", "ready", "failed", "removed"]);

export const KnowledgeDocument = z.object({
  ...KnowledgeDocumentCore.shape,
  name: z.string(),
  title: z.string(),
  /** True when a person gave the title. */
  titled: z.boolean(),
  origin: KnowledgeOrigin,
  status: DocumentStatus,
  live: QuotedVersion.nullable(),
  reading: ReadingVersion.nullable(),
  /** The number of the newest version. */
  versions: z.number().int(),
  /** Why the newest version is not quoted. */
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type KnowledgeDocument = z.infer<typeof KnowledgeDocument>;

const removedKeptMs = 30 * 24 * 3_600_000;

/** Documents of the knowledge: what is quoted of each, and how far its newest version is read. */
export const knowledgeDocuments = ownedDocument<KnowledgeDocument>({
  name: knowledgeDocumentPointers.name,
  state: KnowledgeDocument,
  indexes: [
    ["updatedAt"],
    ["base", "updatedAt desc"],
    ["status", "updatedAt desc"],
    ["origin.crawlId", "updatedAt desc"],
    ["base", "live.hash"],
  ],
  confidential: true,
  personal: "nothing",
  // Longer than an index takes to forget the passages of a removed document, whose version numbers begin at 1 again.
  expiry: ({ status, updatedAt }) =>
    status === "removed" ? new Date(Date.parse(updatedAt) + removedKeptMs) : undefined,
});

export const maxProblems = 100;

/** The version that already holds the file, or reads it. */
export function versionOfFile(
  document: KnowledgeDocument | undefined,
  hash: string,
): ReadingVersion | QuotedVersion | undefined {
  if (document === undefined || document.status === "removed" || document.failure !== null) return undefined;
  const newest = document.reading ?? document.live;
  return newest?.hash === hash ? newest : undefined;
}

/** The event with which a version's file, passages and edges are deleted. */
export function retirement(
  { id: documentId, base, status }: Pick<KnowledgeDocument, "id" | "base" | "status">,
  { version, blob }: Pick<KnowledgeVersionRetired, "version" | "blob">,
): NewEvent {
  const removed = status === "removed";
  return newEvent(knowledgeVersionRetired, documentId, { documentId, base, version, blob, removed, round: 0 });
}

/**
 * For a step that finds that its version was given up. It may have written passages after those of the version were
 * deleted, so they are deleted again.
 */
export function lateRetirements(document: KnowledgeDocument, version: string): readonly NewEvent[] {
  const isKept = [document.live, document.reading].some((kept) => kept?.version === version);
  return isKept ? [] : [retirement(document, { version, blob: null })];
}
