import { hash } from "node:crypto";
import type { KnowledgeFileArrived } from "../../../../shared/events/index.ts";
import { uploadedDocumentId } from "../../../../shared/knowledge/uploaded-document-id.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";

/** What a person approved, for a knowledge base. `name` is the file's: the same one replaces the article. */
export interface Article {
  readonly base: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly by: string;
}

/** Stores an approved article. What is returned makes it a document of the knowledge, in the way of an upload. */
export async function storeArticle(
  blobs: Pick<Blobs, "put">,
  tenantId: TenantId,
  { eventId, ...article }: Article & { readonly eventId: string },
): Promise<KnowledgeFileArrived> {
  const { base, name, title, text, by } = article;
  const content = Buffer.from(`# ${title}\n\n${text}\n`);
  const digest = hash("sha256", content, "hex");
  const documentId = uploadedDocumentId(base, name);
  const blob = `knowledge/${documentId}/files/${digest.slice(0, 16)}-${eventId}`;
  await blobs.put(tenantId, blob, content, { contentType: "application/octet-stream" });
  return {
    documentId,
    base,
    name,
    title,
    blob,
    bytes: content.byteLength,
    by,
    contentType: "text/markdown",
    hash: digest,
    origin: { kind: "upload", url: null, crawlId: null },
  };
}
