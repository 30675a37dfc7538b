import { hashId } from "../platform/tenant-ids.ts";

/**
 * The same parts always give the same id, so that repeated work has one id: 22 characters of base64url, 132 bits of
 * SHA-256. Parts are length-prefixed: `("ab", "c")` and `("a", "bc")` differ. What is derived from an address needs the
 * tenant's key: see `TenantIds`.
 */
export function deriveId(...parts: readonly string[]): string {
  return hashId(parts);
}
