import { createHmac, timingSafeEqual } from "node:crypto";

/** Compares in constant time. The duration reveals only whether the lengths differ. */
export function equalInConstantTime(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function hmacSha256(secret: string, signed: Buffer | string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(signed).digest(encoding);
}
