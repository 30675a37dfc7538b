import type { BlobInfo } from "../platform/blobs.ts";
import type { TenantSnapshot } from "../platform/recovery.ts";
import type { BackupWriter } from "./backup-file.ts";
import type { WrittenParts } from "./count-written.ts";

const chunkBytes = 4 * 1_048_576;

/** Appends the blobs that are not written yet, in chunks. */
export async function appendBlobs(of: {
  readonly snapshot: TenantSnapshot;
  readonly writer: BackupWriter;
  readonly blobs: readonly BlobInfo[];
  readonly written: WrittenParts;
  readonly counts: { blobs: number };
  readonly report: () => void;
}): Promise<void> {
  let offset = of.written.blobBytes;
  for (const info of of.blobs.slice(of.written.blobs)) {
    const content = Buffer.from(await of.snapshot.readBlob(info));
    const { name, contentType } = info;
    do {
      const body = content.subarray(offset, offset + chunkBytes);
      await of.writer.append({ header: { type: "blob", name, contentType, size: content.length, offset }, body });
      offset += body.length;
      of.report();
    } while (offset < content.length);
    offset = 0;
    of.counts.blobs += 1;
    of.report();
  }
}
