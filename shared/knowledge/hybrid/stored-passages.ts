import { z } from "zod";
import type { BlobInfo, Blobs } from "../../platform/blobs.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { deriveId } from "../../runtime/ids.ts";
import type { Chunk } from "../chunk.ts";
import { type PackedVector, readVectors, writeVectors } from "../vectors/packed-vector.ts";

const folder = "knowledge-index/";
const vectorFolder = "knowledge-vectors/";

const StoredFile = z.object({
  documentId: z.string(),
  version: z.string(),
  passages: z.array(z.looseObject({ id: z.string(), title: z.string(), text: z.string() })),
});

/** What vectors are of: one version of a document. */
export interface DocumentVersion {
  readonly documentId: string;
  readonly version: string;
}

export interface IndexedFile extends DocumentVersion {
  readonly passages: readonly Chunk[];
}

export interface VectorSpace {
  readonly model: string;
  readonly dimensions: number;
}

/**
 * The passages of a tenant's documents, and their vectors by model, as blobs: one of each for a document. Vectors name
 * the version that they are of, so those of a replaced version are never read for the next one.
 */
export function storedPassages(blobs: Pick<Blobs, "put" | "get" | "list" | "delete">) {
  const nameOf = (base: string, documentId: string) => `${folder}${baseKey(base)}/${documentId}.json`;
  const vectorsOf = (model: string, documentId: string) =>
    `${vectorFolder}${deriveId("model", model)}/${deriveId("document", documentId)}/`;
  const vectorName = (model: string, { documentId, version }: DocumentVersion) =>
    `${vectorsOf(model, documentId)}${deriveId("version", version)}`;

  return {
    nameOf,
    list: (tenantId: TenantId): Promise<readonly BlobInfo[]> => blobs.list(tenantId, folder),

    async put(tenantId: TenantId, base: string, file: IndexedFile) {
      const body = Buffer.from(JSON.stringify(file));
      await blobs.put(tenantId, nameOf(base, file.documentId), body, { contentType: "application/json" });
    },

    async read(tenantId: TenantId, name: string): Promise<IndexedFile | undefined> {
      const stored = await blobs.get(tenantId, name);
      if (stored === undefined) return undefined;
      return StoredFile.parse(JSON.parse(Buffer.from(stored.body).toString("utf8"))) as unknown as IndexedFile;
    },

    async remove(tenantId: TenantId, base: string, documentId: string, model: string | null) {
      await blobs.delete(tenantId, nameOf(base, documentId));
      if (model === null) return;
      for (const { name } of await blobs.list(tenantId, vectorsOf(model, documentId)))
        await blobs.delete(tenantId, name);
    },

    async vectors(tenantId: TenantId, model: string, of: DocumentVersion) {
      const stored = await blobs.get(tenantId, vectorName(model, of));
      return stored === undefined ? undefined : readVectors(stored.body);
    },

    async putVectors(tenantId: TenantId, space: VectorSpace, of: DocumentVersion, vectors: readonly PackedVector[]) {
      const body = writeVectors(vectors, space.dimensions);
      await blobs.put(tenantId, vectorName(space.model, of), body, { contentType: "application/octet-stream" });
    },

    /** Deletes the vectors of the document's other versions. */
    async forgetOtherVersions(tenantId: TenantId, model: string, of: DocumentVersion) {
      for (const { name } of await blobs.list(tenantId, vectorsOf(model, of.documentId)))
        if (name !== vectorName(model, of)) await blobs.delete(tenantId, name);
    },
  };
}

export type StoredPassages = ReturnType<typeof storedPassages>;

/** Bases have any name, and blobs do not. */
export function baseKey(base: string): string {
  return deriveId("knowledge-base", base);
}

/** The key of the base that a stored document is in. */
export function baseKeyOf(name: string): string {
  return name.split("/")[1] ?? "";
}
