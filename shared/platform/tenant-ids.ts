import { createHmac, createSecretKey, hash } from "node:crypto";
import type { TenantId } from "./tenant.ts";

/**
 * Ids derived from what tells who a person is: a phone number, an address, a session. The same parts always give the
 * same id: 22 characters of base64url, 132 bits. Parts are length-prefixed: `("ab", "c")` and `("a", "bc")` differ.
 */
export interface TenantIds {
  readonly tenantId: TenantId;
  of(...parts: readonly string[]): string;
}

/**
 * HMAC-SHA256 with the tenant's key, so that nobody without the key can try phone numbers against an id that stands in a
 * log, a topic or a copy of the database.
 */
export function keyedIds(tenantId: TenantId, idKey: Uint8Array): TenantIds {
  const key = createSecretKey(idKey);
  return {
    tenantId,
    of: (...parts) => createHmac("sha256", key).update(prefixed(parts)).digest("base64url").slice(0, idLength),
  };
}

/** The ids of a tenant whose data key is of a release before keyed ids. Its documents stay where they are. */
export function unkeyedIds(tenantId: TenantId): TenantIds {
  return { tenantId, of: (...parts) => hashId(parts) };
}

/** Plain SHA-256: for parts that tell nothing of a person. */
export function hashId(parts: readonly string[]): string {
  return hash("sha256", prefixed(parts), "base64url").slice(0, idLength);
}

const idLength = 22;

function prefixed(parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join("");
}
