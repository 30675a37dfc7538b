import { deflateRawSync } from "node:zlib";
import { z } from "zod";
import type { Keys } from "../platform/keys.ts";
import type { DocumentRecord, TenantSnapshot } from "../platform/recovery.ts";
import { dataKeys } from "../platform/sealing/seal.ts";
import type { TenantId } from "../platform/tenant.ts";
import { BackupError } from "./backup-error.ts";
import type { BackupWriter } from "./backup-file.ts";
import { restoreMarkers } from "./restore-marker.ts";

const partBytes = 1_048_576;
const StoredKey = z.object({ wrapped: z.base64() });

/**
 * Appends the records after a position. A data key is stored without its keyring's wrapping, so that another keyring
 * can wrap it.
 */
export async function appendRecords(of: {
  readonly snapshot: TenantSnapshot;
  readonly writer: BackupWriter;
  readonly keys: Keys;
  readonly tenantId: TenantId;
  readonly after: string | undefined;
  readonly counts: { records: number };
  readonly report: () => void;
}): Promise<void> {
  const { writer, tenantId, counts } = of;
  let lines: string[] = [];
  let bytes = 0;
  let kinds = new Set<string>();
  let position = of.after ?? "";

  async function flush(): Promise<void> {
    if (lines.length === 0) return;
    const header = { type: "records", count: lines.length, position, about: [...kinds].join(", ") } as const;
    await writer.append({ header, body: deflateRawSync(lines.join("\n"), { level: 1 }) });
    counts.records += lines.length;
    lines = [];
    bytes = 0;
    kinds = new Set();
    of.report();
  }

  async function appendKey({ id, json }: DocumentRecord, at: string): Promise<void> {
    const { wrapped } = StoredKey.parse(JSON.parse(json));
    const body = Buffer.from(await of.keys.unwrap(tenantId, Buffer.from(wrapped, "base64")));
    await writer.append({ header: { type: "data-key", id, position: at }, body });
    counts.records += 1;
  }

  for await (const { position: at, record } of of.snapshot.records(of.after)) {
    const own = record.type === "document" && record.scope === "tenant" ? record : undefined;
    if (own?.collection === restoreMarkers.name) throw restoreUnfinished(tenantId);
    if (own?.collection === dataKeys.name) {
      await flush();
      await appendKey(own, at);
    } else {
      const line = JSON.stringify(record);
      lines.push(line);
      bytes += line.length;
      kinds.add(record.type === "document" ? record.collection : record.type);
    }
    position = at;
    if (bytes >= partBytes) await flush();
  }
  await flush();
}

function restoreUnfinished(tenantId: TenantId): BackupError {
  return new BackupError("unfinished", `${tenantId} is only partly restored. Finish the restore, then back it up.`);
}
