import { createHmac, timingSafeEqual } from "node:crypto";

/** Tells nothing by how long it takes, but the lengths. */
export function equalInConstantTime(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function hmacSha256(secret: string, signed: Buffer | string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(signed).digest(encoding);
}
