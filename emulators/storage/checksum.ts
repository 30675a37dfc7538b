import { createHash } from "node:crypto";

/** CRC32C (Castagnoli), reflected, as in RFC 3720 appendix B.4. */
const polynomial = 0x82f63b78;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
  return remainder;
});

/** Cloud Storage's encoding: big-endian, in base64. */
export function crc32c(bytes: Uint8Array): string {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (table[(remainder ^ byte) & 0xff] ?? 0) ^ (remainder >>> 8);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((remainder ^ 0xffffffff) >>> 0);
  return checksum.toString("base64");
}

export function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("base64");
}
