import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Collection, put } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../shared/platform/tenant.ts";

export const client = TenantId.parse("busy_client");
export const stranger = TenantId.parse("stranger");
/** Occurs in all data of the other client. */
export const strangersSecret = "nobody-else-may-read-this";

const Entry = z.object({ place: z.number(), text: z.string(), file: z.string() });
export type Entry = z.infer<typeof Entry>;
export const entries: Collection<Entry> = {
  name: "entries",
  schema: Entry,
  indexes: [["place"]],
  confidential: true,
  personal: "nothing",
};
export const latest: Collection<Entry> = { ...entries, name: "latest", confidential: false, personal: "nothing" };

export const latestFile = "latest";
const text = "content ".repeat(20);

/** The entry that the writer stores at a place; always the same. */
export function entryAt(place: number): Entry {
  return { place, text: `${place}: ${text}`, file: `files/${Math.floor(place / 10)}` };
}

/**
 * Writes one entry after another. Each commit also updates the pointer to the latest entry, and some are preceded by a
 * file. One file is overwritten continuously. Prints `began` and `acknowledged`, each with the place and the time.
 *
 * @public called by the process that the tests start and kill
 */
export async function writeUntilKilled(dataDir: string): Promise<never> {
  const { documents, blobs } = sealedPlatform(openEmbedded({ dataDir }));
  const print = (what: string, place: number) => process.stdout.write(`${what} ${place} ${Date.now()}\n`);
  const plain = { contentType: "text/plain" };
  for (let place = 0; ; place += 1) {
    const entry = entryAt(place);
    print("began", place);
    if (place % 10 === 0) await blobs.put(client, entry.file, Buffer.from(`file of ${place}`), plain);
    await blobs.put(client, latestFile, Buffer.from(String(place)), plain);
    await Promise.all([
      documents.commit(client, [put(entries, String(place), entry), put(latest, "entry", entry)]),
      documents.commit(stranger, [put(latest, String(place), { ...entry, text: strangersSecret })]),
    ]);
    print("acknowledged", place);
  }
}

/** A client with some documents and many files, so that its backup takes a while. */
export async function fillClient(dataDir: string, size: { readonly documents: number; readonly files: number }) {
  const platform = sealedPlatform(openEmbedded({ dataDir }));
  try {
    for (let first = 0; first < size.documents; first += 500) {
      const places = Array.from({ length: Math.min(500, size.documents - first) }, (_, offset) => first + offset);
      await platform.documents.commit(
        client,
        places.map((place) => put(entries, String(place), entryAt(place))),
      );
    }
    for (let file = 0; file < size.files; file += 1)
      await platform.blobs.put(client, `files/${file}`, randomBytes(1_000_000), { contentType: "image/png" });
  } finally {
    await platform.close(1_000);
  }
}
