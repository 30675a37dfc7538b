import type { Bucket, FileMetadata } from "@google-cloud/storage";
import { checkedBlobName } from "../blob-name.ts";
import type { BlobInfo, Blobs } from "../blobs.ts";
import { absent, VersionConflict } from "../documents.ts";
import type { TenantId } from "../tenant.ts";
import { codeOf } from "./failures.ts";
import type { Lazy } from "./lazy.ts";

const notFound = 404;
const preconditionFailed = 412;
/** Cloud Storage limits signed URLs to seven days (cloud.google.com/storage/docs/access-control/signed-urls). */
const maxLinkMs = 7 * 24 * 3_600_000;

/** Objects at `tenants/{tenantId}/{name}` in one bucket. A blob's version is its object's generation. */
export function storageBlobs(settings: { readonly bucket: Lazy<Bucket>; readonly now: () => number }): Blobs {
  const fileOf = async (tenantId: TenantId, name: string, generation?: string) => {
    const path = `${folderOf(tenantId)}${checkedBlobName(name)}`;
    const bucket = await settings.bucket();
    return generation === undefined ? bucket.file(path) : bucket.file(path, { generation });
  };

  async function get(tenantId: TenantId, name: string): ReturnType<Blobs["get"]> {
    const file = await fileOf(tenantId, name);
    const metadata = await undefinedOnStatus(notFound, async () => (await file.getMetadata())[0]);
    if (!metadata) return undefined;
    const info = infoOf(tenantId, metadata);
    const exact = await fileOf(tenantId, name, info.version);
    const body = await undefinedOnStatus(notFound, async () => (await exact.download())[0]);
    // The blob was replaced or deleted after its metadata was read. The metadata now names another version.
    return body ? { info, body } : get(tenantId, name);
  }

  return {
    get,

    async put(tenantId, name, body, { contentType, ifVersion }) {
      const file = await fileOf(tenantId, name);
      const ifGenerationMatch = ifVersion === undefined ? undefined : generationOf(ifVersion);
      const saved = await undefinedOnStatus(preconditionFailed, async () => {
        // One request. The client may retry it when it has a precondition, but never a plain upload.
        await file.save(Buffer.from(body), {
          resumable: false,
          contentType,
          ...(ifGenerationMatch === undefined ? {} : { preconditionOpts: { ifGenerationMatch } }),
        });
        return infoOf(tenantId, file.metadata);
      });
      if (saved) return saved;
      throw new VersionConflict(`The blob ${name} is no longer at version ${ifVersion}.`);
    },

    async list(tenantId, prefix) {
      const bucket = await settings.bucket();
      const [files] = await bucket.getFiles({ prefix: `${folderOf(tenantId)}${prefix}` });
      return files.map((file) => infoOf(tenantId, file.metadata));
    },

    async delete(tenantId, name) {
      const file = await fileOf(tenantId, name);
      return (await undefinedOnStatus(notFound, async () => file.delete().then(() => true))) ?? false;
    },

    async signedLink(tenantId, name, { expiresAt }) {
      if (expiresAt.getTime() - settings.now() > maxLinkMs)
        throw new Error(`A link to ${name} cannot last longer than seven days, the limit of Cloud Storage.`);
      const file = await fileOf(tenantId, name);
      const [link] = await file.getSignedUrl({
        version: "v4",
        action: "read",
        expires: expiresAt,
        responseDisposition: "attachment", // a browser must never render a customer's upload as a page
      });
      return link;
    },
  };
}

export function folderOf(tenantId: TenantId): string {
  return `tenants/${tenantId}/`;
}

export function infoOf(tenantId: TenantId, metadata: FileMetadata): BlobInfo {
  return {
    name: String(metadata.name).slice(folderOf(tenantId).length),
    size: Number(metadata.size),
    contentType: metadata.contentType ?? "application/octet-stream",
    version: String(metadata.generation),
  };
}

/** Generation 0 means that no object may exist (cloud.google.com/storage/docs/request-preconditions). */
function generationOf(version: string): string {
  if (version === absent) return "0";
  return /^\d+$/.test(version) ? version : "1"; // not a version of this platform, so it cannot match
}

/** The result of `call`, or undefined when it fails with this status. */
async function undefinedOnStatus<T>(status: number, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (codeOf(error) === status) return undefined;
    throw error;
  }
}
