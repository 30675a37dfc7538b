import { BackupError } from "./backup-error.ts";
import type { BackupReader } from "./backup-file.ts";

/** The progress of an unfinished backup. */
export interface WrittenParts {
  readonly parts: number;
  /** The offset of the next part, in bytes. */
  readonly endsAt: number;
  readonly records: number;
  /** Blobs written completely. */
  readonly blobs: number;
  /** The bytes already written of the blob after those. */
  readonly blobBytes: number;
  /** The position of the last record. */
  readonly position: string | undefined;
}

export const nothingWritten: WrittenParts = {
  parts: 0,
  endsAt: 0,
  records: 0,
  blobs: 0,
  blobBytes: 0,
  position: undefined,
};

/** Counts the complete parts. The last one may be truncated because its process ended. */
export async function countWritten(reader: BackupReader): Promise<WrittenParts> {
  let written: WrittenParts = { ...nothingWritten, endsAt: reader.firstPartAt };
  try {
    for await (const { header, body, number, endsAt } of reader.parts()) {
      if (header.type === "end") return written; // only the rename is missing; the end is written again
      written = { ...written, parts: number + 1, endsAt };
      if (header.type === "records")
        written = { ...written, records: written.records + header.count, position: header.position };
      if (header.type === "data-key") written = { ...written, records: written.records + 1, position: header.position };
      if (header.type === "blob") {
        const whole = header.offset + body.length === header.size;
        written = {
          ...written,
          blobs: written.blobs + (whole ? 1 : 0),
          blobBytes: whole ? 0 : header.offset + body.length,
        };
      }
    }
  } catch (error) {
    if (!(error instanceof BackupError && error.code === "damaged")) throw error;
  }
  return written;
}
