import { createHmac, createSecretKey, hash } from "node:crypto";
import type { TenantId } from "./tenant.ts";

/**
 * Ids derived from what tells who a person is: a phone number, an address, a session. The same parts always give the
 * same id: 22 characters of base64url, 132 bits. Parts are length-prefixed: `("ab", "c")` and `("a", "bc")` differ.
 */
export interface TenantIds {
  readonly tenantId: TenantId;
  /** Nobody without the tenant's key can try phone numbers against it, wherever it stands: logs, topics, copies. */
  of(...parts: readonly string[]): string;
  /** The id that a release without keys gave to the same. Undefined for a tenant that such a release never served. */
  formerly(...parts: readonly string[]): string | undefined;
}

/** HMAC-SHA256 with the tenant's key. */
export function keyedIds(tenantId: TenantId, idKey: Uint8Array, hadUnkeyed = false): TenantIds {
  const key = createSecretKey(idKey);
  return {
    tenantId,
    of: (...parts) => createHmac("sha256", key).update(prefixed(parts)).digest("base64url").slice(0, idLength),
    formerly: (...parts) => (hadUnkeyed ? hashId(parts) : undefined),
  };
}

/** Plain SHA-256: for parts that tell nothing of a person. */
export function hashId(parts: readonly string[]): string {
  return hash("sha256", prefixed(parts), "base64url").slice(0, idLength);
}

const idLength = 22;

function prefixed(parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join("");
}
