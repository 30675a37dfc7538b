import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";

/** The content of a part; its bytes follow in `body`. */
export const PartHeader = z.discriminatedUnion("type", [
  /** The unwrapped key that seals the tenant's confidential documents and events. */
  z.object({ type: z.literal("data-key"), id: z.string(), position: z.string() }),
  /** A chunk of a blob. */
  z.object({
    type: z.literal("blob"),
    name: z.string(),
    contentType: z.string(),
    size: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative(),
  }),
  /**
   * Compressed lines of JSON. `position` is that of the last record in the snapshot; an interrupted backup resumes
   * there.
   */
  z.object({ type: z.literal("records"), count: z.number().int().positive(), position: z.string(), about: z.string() }),
  /** Marks a complete backup. A backup without it was interrupted. */
  z.object({
    type: z.literal("end"),
    records: z.number().int().nonnegative(),
    blobs: z.number().int().nonnegative(),
    gaps: z.array(z.string()),
  }),
]);
export type PartHeader = z.infer<typeof PartHeader>;

export interface Part {
  readonly header: PartHeader;
  readonly body: Buffer;
}

const ivBytes = 12;
const tagBytes = 16;
const lengthBytes = 4;
export const sealedOverhead = ivBytes + tagBytes;

/** AES-256-GCM. `place` is the backup and the part's number, so parts cannot be altered, moved, omitted or swapped. */
export function closePart(key: Buffer, { header, body }: Part, place: string): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(text.length);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
  const sealed = [cipher.update(length), cipher.update(text), cipher.update(body), cipher.final()];
  return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]);
}

/** Undefined when the part was altered or belongs to another place. */
export function openPart(key: Buffer, sealed: Buffer, place: string): Part | undefined {
  try {
    const iv = sealed.subarray(0, ivBytes);
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-tagBytes));
    const plain = decipher.update(sealed.subarray(ivBytes, -tagBytes));
    decipher.final(); // throws unless the tag fits
    const bodyAt = lengthBytes + plain.readUInt32BE(0);
    return {
      header: PartHeader.parse(JSON.parse(plain.subarray(lengthBytes, bodyAt).toString())),
      body: plain.subarray(bodyAt),
    };
  } catch {
    return undefined;
  }
}

/** The content of a part, for error messages about its loss. */
export function describePart(header: PartHeader): string {
  switch (header.type) {
    case "data-key":
      return "the client's data key";
    case "blob":
      return `the file ${header.name} from byte ${header.offset}`;
    case "records":
      return `${header.count} records (${header.about})`;
    case "end":
      return "the end";
  }
}
