import { BackupError } from "./backup-error.ts";
import type { BackupReader } from "./backup-file.ts";

/** How far an unfinished backup came. */
export interface Written {
  readonly parts: number;
  /** Where the next part goes, in bytes. */
  readonly endsAt: number;
  readonly records: number;
  /** Blobs written in full. */
  readonly blobs: number;
  /** The blob after those, and how many of its bytes are there. */
  readonly blobBytes: number;
  /** Of the last record. */
  readonly position: string | undefined;
}

export const nothingWritten: Written = {
  parts: 0,
  endsAt: 0,
  records: 0,
  blobs: 0,
  blobBytes: 0,
  position: undefined,
};

/** Counts the whole parts; the last one may have been cut short when its process ended. */
export async function writtenSoFar(reader: BackupReader): Promise<Written> {
  let written: Written = { ...nothingWritten, endsAt: reader.firstPartAt };
  try {
    for await (const { header, body, number, endsAt } of reader.parts()) {
      if (header.type === "end") return written; // only its name was still missing: the end is written again
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
