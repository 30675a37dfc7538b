import { hash } from "node:crypto";

/**
 * The same parts give the same id, so what is done twice carries one id: 22 characters of base64url, 132 bits of
 * SHA-256. Parts are length-prefixed: `("ab", "c")` and `("a", "bc")` differ.
 */
export function deriveId(...parts: readonly string[]): string {
  return hash("sha256", parts.map((part) => `${part.length}:${part}`).join(""), "base64url").slice(0, 22);
}
