import { inflateRawSync } from "node:zlib";
import { z } from "zod";
import { remove } from "../platform/documents.ts";
import type { Platform } from "../platform/platform.ts";
import type { DocumentRecord, TenantRecord } from "../platform/recovery.ts";
import { dataKeys } from "../platform/sealing/seal.ts";
import type { TenantId } from "../platform/tenant.ts";
import { BackupError } from "./backup-error.ts";
import { type About, type BackupReader, openBackup } from "./backup-file.ts";
import type { RecoveryKey } from "./backup-key.ts";
import type { PartHeader } from "./part.ts";
import { currentRestore, markerRecord, restoreMarkers } from "./restore-marker.ts";

export interface BackupContents {
  readonly about: About;
  readonly parts: number;
  readonly records: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly gaps: readonly string[];
}

type Step = "check" | "restore";
export type RestoreProgress = (step: Step, doneBytes: number, allBytes: number) => void;

/**
 * Reads the whole backup. @throws BackupError `damaged` naming the part, `unfinished` when its end is missing, or
 * `wrong-key`.
 */
export async function checkBackup(
  file: string,
  recoveryKey: RecoveryKey,
  onProgress: RestoreProgress = () => {},
): Promise<BackupContents> {
  const reader = await openBackup(file, recoveryKey);
  try {
    let end: Extract<PartHeader, { type: "end" }> | undefined;
    let parts = 0;
    for await (const { header, number, endsAt } of reader.parts()) {
      parts = number + 1;
      end = header.type === "end" ? header : undefined;
      onProgress("check", endsAt, reader.bytes);
    }
    if (!end) throw truncated(file);
    const { records, blobs, gaps } = end;
    return { about: reader.about, parts, records, blobs, bytes: reader.bytes, gaps };
  } finally {
    await reader.close();
  }
}

export interface RestoreSettings {
  readonly platform: Platform;
  readonly file: string;
  readonly recoveryKey: RecoveryKey;
  /** The tenant whose backup this must be. */
  readonly tenantId?: TenantId | undefined;
  /** Deletes the tenant's existing data in the target. */
  readonly force?: boolean;
  readonly onProgress?: RestoreProgress;
}

/**
 * Restores a backup after verifying all of it. A call after an interruption resumes where it stopped.
 *
 * @throws BackupError as `checkBackup`, `other-client`, or `not-empty` without `force`.
 */
export async function restoreBackup(
  settings: RestoreSettings,
): Promise<BackupContents & { readonly resumed: boolean; readonly replaced: boolean }> {
  const { platform, file, recoveryKey, onProgress = () => {} } = settings;
  const contents = await checkBackup(file, recoveryKey, onProgress);
  const { client: tenantId, id: backupId } = contents.about;
  if (settings.tenantId !== undefined && settings.tenantId !== tenantId)
    throw new BackupError(
      "other-client",
      `${file} is a backup of ${tenantId}, not of ${settings.tenantId}. A client's data can only be restored for that client.`,
    );
  const marker = await platform.documents.get(tenantId, restoreMarkers, currentRestore);
  const resumed = marker?.data.backupId === backupId;
  const replaced = !resumed && !(await platform.recovery.isEmpty(tenantId));
  if (replaced) {
    if (!settings.force) throw notEmpty(tenantId, marker !== undefined);
    await platform.recovery.erase(tenantId);
  }
  if (!resumed) await platform.recovery.restore(tenantId, [markerRecord({ backupId, nextPart: 0 })]);
  const reader = await openBackup(file, recoveryKey);
  try {
    await restoreParts({ platform, reader, from: resumed ? marker.data.nextPart : 0, onProgress });
  } finally {
    await reader.close();
  }
  await platform.documents.commit(tenantId, [remove(restoreMarkers, currentRestore)]);
  return { ...contents, resumed, replaced };
}

async function restoreParts(of: {
  readonly platform: Platform;
  readonly reader: BackupReader;
  readonly from: number;
  readonly onProgress: RestoreProgress;
}): Promise<void> {
  const { platform, reader, onProgress } = of;
  const { client: tenantId, id: backupId } = reader.about;
  let pieces: Buffer[] = [];
  for await (const { header, body, number, endsAt } of reader.parts()) {
    if (number < of.from) continue;
    const records: TenantRecord[] = [];
    if (header.type === "records") records.push(...parseRecords(body));
    if (header.type === "data-key") records.push(await wrappedKey(platform, tenantId, header.id, body));
    if (header.type === "blob") {
      pieces.push(body);
      if (header.offset + body.length < header.size) continue; // the marker stays at the blob's first chunk
      const { name, contentType } = header;
      await platform.blobs.put(tenantId, name, Buffer.concat(pieces), { contentType });
      pieces = [];
    }
    await platform.recovery.restore(tenantId, [...records, markerRecord({ backupId, nextPart: number + 1 })]);
    onProgress("restore", endsAt, reader.bytes);
  }
}

/** Wrapped by the target's keyring or KMS key. */
async function wrappedKey(
  { keys }: Platform,
  tenantId: TenantId,
  id: string,
  dataKey: Buffer,
): Promise<DocumentRecord> {
  const wrapped = Buffer.from(await keys.wrap(tenantId, dataKey)).toString("base64");
  const json = JSON.stringify({ wrapped });
  return {
    type: "document",
    scope: "tenant",
    collection: dataKeys.name,
    id,
    json,
    expiresAtMs: null,
    indexed: {},
  };
}

/** The bytes are authenticated, so only their form is checked. */
function parseRecords(body: Buffer): TenantRecord[] {
  const lines = inflateRawSync(body).toString().split("\n");
  return lines.map((line) => Line.parse(JSON.parse(line)) as unknown as TenantRecord);
}
const Line = z.looseObject({ type: z.literal(["document", "delivery", "dead-letter", "task"]) });

function truncated(file: string): BackupError {
  return new BackupError("unfinished", `${file} is incomplete. Finish the backup, or copy the file again.`);
}

function notEmpty(tenantId: TenantId, halfRestored: boolean): BackupError {
  const what = halfRestored ? "is partly restored from another backup" : "has data";
  return new BackupError(
    "not-empty",
    `${tenantId} ${what} here. Back it up first if you may need it. --force deletes it and restores.`,
  );
}
