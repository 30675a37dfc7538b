import type { TenantId } from "./tenant.ts";

export interface BlobInfo {
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly version: string;
}

/** Files of a tenant. `name` is a relative path of letters, digits, `._-` and `/`; any other name is rejected. */
export interface Blobs {
  /** @throws VersionConflict when `ifVersion` does not hold (`absent`: must not exist yet). */
  put(
    tenantId: TenantId,
    name: string,
    body: Uint8Array,
    options: { readonly contentType: string; readonly ifVersion?: string },
  ): Promise<BlobInfo>;
  get(tenantId: TenantId, name: string): Promise<{ readonly info: BlobInfo; readonly body: Uint8Array } | undefined>;
  list(tenantId: TenantId, prefix: string): Promise<readonly BlobInfo[]>;
  delete(tenantId: TenantId, name: string): Promise<boolean>;
  /** A URL that serves the blob without authentication until it expires. */
  signedLink(tenantId: TenantId, name: string, options: { readonly expiresAt: Date }): Promise<string>;
  /** Resolves a signed link. Present only where links point to this product; a storage service serves its own links. */
  follow?(link: URL): Promise<{ readonly info: BlobInfo; readonly body: Uint8Array } | undefined>;
}
