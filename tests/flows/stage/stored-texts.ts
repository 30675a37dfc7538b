import type { Platform } from "../../../shared/platform/platform.ts";
import { tenantSeals } from "../../../shared/platform/sealing/seal.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";

/** Something stored of a tenant, opened with the keyring. */
export interface StoredText {
  /** The collection or the queue, and the id there. */
  readonly place: string;
  readonly text: string;
}

/**
 * Everything that a platform stores of a tenant, decrypted: every document of every collection, waiting deliveries,
 * scheduled events, dead letters and files. `platform` is the bare one, which seals nothing.
 */
export async function storedTexts(platform: Platform, tenantId: TenantId): Promise<readonly StoredText[]> {
  const seal = await tenantSeals(platform)(tenantId);
  const texts: StoredText[] = [];
  const envelope = (json: string) => {
    const { data, ...open } = JSON.parse(json) as { id: string; type: string; data: { sealed?: unknown } };
    return [open, data.sealed === undefined ? data : seal.open(data.sealed, `event|${open.type}|${open.id}`)];
  };
  const snapshot = await platform.recovery.takeSnapshot(tenantId);
  try {
    for await (const { record } of snapshot.records()) {
      if (record.type !== "document") {
        const id = record.type === "task" ? record.name : record.subscription;
        texts.push({ place: `${record.type} ${id}`, text: JSON.stringify([record, envelope(record.envelope)]) });
        continue;
      }
      const { collection, id, json } = record;
      const { sealed, ...open } = JSON.parse(json) as { sealed?: unknown };
      const data = sealed === undefined ? open : [open, seal.open(sealed, `${collection}|${id}`)];
      texts.push({ place: `${collection} ${id}`, text: `${id} ${JSON.stringify(data)}` });
    }
    for (const info of await snapshot.blobs())
      texts.push({ place: `file ${info.name}`, text: Buffer.from(await snapshot.readBlob(info)).toString("latin1") });
  } finally {
    await snapshot.release();
  }
  return texts;
}

/** The collections and queues that hold any of these words, in any case; digits with or without separators. */
export function placesOf(texts: readonly StoredText[], words: readonly string[]): readonly string[] {
  const wanted = words.map((word) => word.toLowerCase());
  const holds = (text: string) => {
    const lower = text.toLowerCase();
    const joined = lower.replace(/(?<=\d)[\s().-]+(?=\d)/g, "");
    return wanted.some((word) => lower.includes(word) || joined.includes(word));
  };
  return [...new Set(texts.filter(({ text }) => holds(text)).map(({ place }) => place.split(" ")[0] ?? ""))].sort();
}
