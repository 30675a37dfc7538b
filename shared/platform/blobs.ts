import type { TenantId } from "./tenant.ts";

export interface BlobInfo {
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly version: string;
}

/** Files of a tenant. `name` is a relative path of letters, digits, `._-` and `/`; anything else is refused. */
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
  /** A URL that serves the blob without further identity until it expires. */
  signedLink(tenantId: TenantId, name: string, options: { readonly expiresAt: Date }): Promise<string>;
  /** What a signed link leads to, where links lead back to this product; a storage service serves its own. */
  follow?(link: URL): Promise<{ readonly info: BlobInfo; readonly body: Uint8Array } | undefined>;
}
