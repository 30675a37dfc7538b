import type { Bucket, FileMetadata } from "@google-cloud/storage";
import type { BlobInfo } from "../../blobs.ts";
import type { TenantId } from "../../tenant.ts";
import { folderOf, infoOf } from "../blobs.ts";
import type { Lazy } from "../lazy.ts";

/** A tenant's blobs at an instant, read from a bucket with object versioning. */
export function blobHistory(settings: {
  readonly bucket: Lazy<Bucket>;
  readonly tenantId: TenantId;
  readonly at: Date;
}) {
  const { bucket, tenantId, at } = settings;

  /** `timeDeleted` is the time a version was replaced or deleted (cloud.google.com/storage/docs/object-versioning). */
  function wasCurrent({ timeCreated, timeDeleted }: FileMetadata): boolean {
    const created = Date.parse(String(timeCreated));
    return created <= at.getTime() && (timeDeleted === undefined || Date.parse(timeDeleted) > at.getTime());
  }

  return {
    async list(): Promise<readonly BlobInfo[]> {
      const [files] = await (await bucket()).getFiles({ prefix: folderOf(tenantId), versions: true });
      return files
        .filter(({ metadata }) => wasCurrent(metadata))
        .map(({ metadata }) => infoOf(tenantId, metadata))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    async read({ name, version }: BlobInfo): Promise<Uint8Array> {
      try {
        const [body] = await (await bucket()).file(`${folderOf(tenantId)}${name}`, { generation: version }).download();
        return body;
      } catch (cause) {
        const remedy = "Turn on versioning for the bucket, then start the backup again.";
        throw new Error(`The blob ${name} as it was at ${at.toISOString()} cannot be read. ${remedy}`, { cause });
      }
    },
  };
}
