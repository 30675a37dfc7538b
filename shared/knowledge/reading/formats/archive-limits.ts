import yauzl from "yauzl";
import { DocumentUnreadable } from "../block.ts";

/** A DOCX or XLSX of 64 MB is mostly pictures, which hardly shrink. Text shrinks to about a tenth. */
const maxUnpackedBytes = 400 * 1024 * 1024;
const maxEntries = 20_000;

/**
 * Unpacks a ZIP file entry by entry, keeping nothing, before a library unpacks it into memory.
 * @throws DocumentUnreadable `archive-too-large`, `archive-invalid`
 */
export async function checkArchive(bytes: Uint8Array, maxBytes = maxUnpackedBytes): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const archive = await yauzl.fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true });
    if (archive.entryCount > maxEntries) throw tooLarge();
    let left = maxBytes;
    for await (const entry of archive.eachEntry()) {
      left -= entry.uncompressedSize;
      if (left < 0) throw tooLarge();
      if (entry.fileName.endsWith("/")) continue;
      // An entry that unpacks to more than it declares ends with an error.
      const stream = await archive.openReadStreamPromise(entry);
      for await (const _ of stream);
    }
  } catch (cause) {
    if (cause instanceof DocumentUnreadable) throw cause;
    throw new DocumentUnreadable("archive-invalid", "The file is damaged: it cannot be unpacked.", { cause });
  }
}

function tooLarge(): DocumentUnreadable {
  return new DocumentUnreadable("archive-too-large", "The file unpacks to more than 400 MB.");
}
