import { z } from "zod";
import type { Blobs } from "../../platform/blobs.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { Chunk } from "../chunk.ts";

/** Passages of a stored part. */
export const passagesPerPart = 200;

/** Where everything of a version lies. */
export function versionFolder(documentId: string, version: string): string {
  return `knowledge/${documentId}/${version}/`;
}

export interface StoredVersion {
  readonly documentId: string;
  readonly version: string;
  readonly parts: readonly number[];
}

const StoredChunks = z.array(
  z.object({
    id: z.string(),
    documentId: z.string(),
    version: z.string(),
    text: z.string(),
    title: z.string(),
    section: z.array(z.string()),
    page: z.number().int().optional(),
    sourceUrl: z.string().optional(),
    language: z.string(),
  }),
) as unknown as z.ZodType<readonly Chunk[]>;

/**
 * The passages of documents as blobs, in parts that begin with a numbered passage. A part of a version is written once
 * with one content, so a repeat changes nothing.
 */
export function passageFiles(blobs: Pick<Blobs, "put" | "get">) {
  async function part(tenantId: TenantId, { documentId, version }: StoredVersion, first: number) {
    const stored = await blobs.get(tenantId, partName(documentId, version, first));
    if (stored === undefined) return undefined;
    return StoredChunks.parse(JSON.parse(Buffer.from(stored.body).toString("utf8")));
  }

  return {
    /** Writes passages that follow each other. Returns the numbers that their parts begin with. */
    async put(tenantId: TenantId, of: Omit<StoredVersion, "parts">, first: number, chunks: readonly Chunk[]) {
      const parts: number[] = [];
      for (let at = 0; at < chunks.length; at += passagesPerPart) {
        const number = first + at;
        const body = Buffer.from(JSON.stringify(chunks.slice(at, at + passagesPerPart)));
        await blobs.put(tenantId, partName(of.documentId, of.version, number), body, {
          contentType: "application/json",
        });
        parts.push(number);
      }
      return parts;
    },

    /** All passages of a version, in order. Undefined when it was deleted. */
    async all(tenantId: TenantId, of: StoredVersion): Promise<readonly Chunk[] | undefined> {
      const parts = await Promise.all(of.parts.map((first) => part(tenantId, of, first)));
      return parts.every((each) => each !== undefined) ? parts.flat() : undefined;
    },

    /** The part that holds a numbered passage. */
    async partOf(tenantId: TenantId, of: StoredVersion, number: number): Promise<readonly Chunk[]> {
      const first = of.parts.findLast((each) => each <= number);
      return first === undefined ? [] : ((await part(tenantId, of, first)) ?? []);
    },
  };
}

function partName(documentId: string, version: string, first: number): string {
  return `${versionFolder(documentId, version)}passages-${String(first).padStart(6, "0")}.json`;
}

/** The number in a passage's id, `{documentId}#{n}`. */
export function passageNumber(chunkId: string): number {
  return Number(chunkId.slice(chunkId.lastIndexOf("#") + 1));
}
