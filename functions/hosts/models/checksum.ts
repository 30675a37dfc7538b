import { createHash } from "node:crypto";

/** The SHA-256 of a file's content, in hexadecimal digits. */
export function checksum(file: Uint8Array): string {
  return createHash("sha256").update(file).digest("hex");
}
