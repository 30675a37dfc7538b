import type { Attachment } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";

/** A passage of one version of a document, as it is searched and cited. */
export interface Chunk {
  /** `{documentId}#{n}`, with n counted from 0 within the document's version. */
  readonly id: string;
  readonly documentId: string;
  /** The document's version. A passage of a version that is no longer live is never quoted. */
  readonly version: string;
  readonly text: string;
  /** The document's title. */
  readonly title: string;
  /** The headings above the passage, outermost first. */
  readonly section: readonly string[];
  /** Counted from 1. Absent where the document has no pages. */
  readonly page?: number;
  /** The address the document was read from. */
  readonly sourceUrl?: string;
  /** BCP 47, such as `hi`; `und` when it could not be told. */
  readonly language: string;
  /** Files to send with an answer that cites the passage. */
  readonly files?: readonly Attachment[];
}

/** Where a passage stands: its title, headings and page. A first heading that is the title is not repeated. */
export function placeOf({
  title,
  section,
  page,
}: Pick<Chunk, "title" | "section"> & { readonly page?: number | null | undefined }): string {
  const headings = section[0] === title ? section.slice(1) : section;
  const place = [title, ...headings].join(" › ");
  return page === undefined || page === null ? place : `${place}, p. ${page}`;
}

/** A passage and its score. The scale of scores is the index's own: compare them within one answer only. */
export interface FoundChunk {
  readonly chunk: Chunk;
  readonly score: number;
}

/** The passages of a tenant's documents, by knowledge base. */
export interface KnowledgeIndex {
  /** Replaces every passage of the document by `chunks`, which are all of one version. A repeat changes nothing. */
  put(tenantId: TenantId, base: string, documentId: string, version: string, chunks: readonly Chunk[]): Promise<void>;
  remove(tenantId: TenantId, base: string, documentId: string): Promise<void>;
  /**
   * At most `limit` passages, best first. `base` null searches all bases. May still find passages that were removed or
   * replaced a moment ago: the caller drops those whose version is not live.
   * @throws RetryableError when the index is temporarily unavailable.
   */
  search(
    tenantId: TenantId,
    base: string | null,
    query: string,
    options: { readonly limit: number },
  ): Promise<readonly FoundChunk[]>;
}
