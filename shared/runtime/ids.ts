import { hash } from "node:crypto";

/**
 * The same parts always give the same id, so that repeated work has one id: 22 characters of base64url, 132 bits of
 * SHA-256. Parts are length-prefixed: `("ab", "c")` and `("a", "bc")` differ.
 */
export function deriveId(...parts: readonly string[]): string {
  return hash("sha256", parts.map((part) => `${part.length}:${part}`).join(""), "base64url").slice(0, 22);
}
