import { buffer } from "node:stream/consumers";
import yauzl from "yauzl";

/** One file of a zip archive, such as a Python wheel. @throws Error when it is not in the archive */
export async function zipEntry(archive: Buffer, name: string): Promise<Buffer> {
  const opened = await yauzl.fromBufferPromise(archive, { lazyEntries: true, validateEntrySizes: true });
  for await (const entry of opened.eachEntry())
    if (entry.fileName === name) return buffer(await opened.openReadStreamPromise(entry));
  throw new Error(`The package holds no ${name}.`);
}
