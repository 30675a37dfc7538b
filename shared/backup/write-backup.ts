import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Platform } from "../platform/platform.ts";
import type { TenantSnapshot } from "../platform/recovery.ts";
import type { TenantId } from "../platform/tenant.ts";
import { appendBlobs } from "./append-blobs.ts";
import { appendRecords } from "./append-records.ts";
import { BackupError } from "./backup-error.ts";
import { appendToBackup, type BackupWriter, createBackup, openBackup } from "./backup-file.ts";
import type { RecoveryKey } from "./backup-key.ts";
import { countWritten, nothingWritten, type WrittenParts } from "./count-written.ts";

export interface BackupProgress {
  readonly at: Date;
  readonly records: number;
  readonly blobs: number;
  readonly allBlobs: number;
  readonly bytes: number;
}

export interface BackupSettings {
  readonly platform: Pick<Platform, "recovery" | "keys">;
  readonly tenantId: TenantId;
  readonly file: string;
  readonly recoveryKey: RecoveryKey;
  /** A past instant, if the platform keeps a history. */
  readonly at?: Date | undefined;
  readonly onProgress?: (progress: BackupProgress) => void;
}

export interface Backup extends BackupProgress {
  readonly file: string;
  readonly resumed: boolean;
  readonly gaps: readonly string[];
}

/**
 * Writes a tenant's state at one instant into `file`. Until it is complete, the file is named `<file>.unfinished`. A
 * repeated call resumes it with the same instant.
 *
 * @throws BackupError `exists`, `other-client`, `wrong-key` or `nothing-there`.
 */
export async function writeBackup(settings: BackupSettings): Promise<Backup> {
  const { platform, tenantId, file, onProgress = () => {} } = settings;
  if (existsSync(file)) throw new BackupError("exists", `${file} already exists. Move it, or choose another name.`);
  const { snapshot, writer, written, resumed } = (await resumeBackup(settings)) ?? (await startBackup(settings));

  const blobs = await snapshot.blobs();
  const counts = { records: written.records, blobs: written.blobs };
  const progress = (): BackupProgress => ({
    ...counts,
    at: snapshot.at,
    allBlobs: blobs.length,
    bytes: writer.bytes(),
  });
  const report = () => onProgress(progress());
  try {
    await appendBlobs({ snapshot, writer, blobs, written, counts, report });
    await appendRecords({ snapshot, writer, keys: platform.keys, tenantId, after: written.position, counts, report });
    await writer.append({ header: { type: "end", ...counts, gaps: [...snapshot.gaps] }, body: Buffer.alloc(0) });
  } finally {
    await writer.close();
  }
  await snapshot.release();
  if (counts.records + counts.blobs === 0) {
    await rm(unfinishedPath(file));
    throw nothingToBackUp(tenantId);
  }
  await rename(unfinishedPath(file), file);
  await syncFolder(dirname(file));
  return { ...progress(), file, resumed, gaps: snapshot.gaps };
}

interface OpenedBackup {
  readonly snapshot: TenantSnapshot;
  readonly writer: BackupWriter;
  readonly written: WrittenParts;
  readonly resumed: boolean;
}

async function startBackup({ platform, tenantId, file, recoveryKey, at }: BackupSettings): Promise<OpenedBackup> {
  if (at === undefined && (await platform.recovery.isEmpty(tenantId))) throw nothingToBackUp(tenantId);
  const snapshot = await platform.recovery.takeSnapshot(tenantId, { at });
  const about = { id: randomUUID(), client: tenantId, at: snapshot.at.toISOString(), snapshot: snapshot.id };
  await rm(unfinishedPath(file), { force: true });
  const writer = await createBackup(unfinishedPath(file), about, recoveryKey);
  return { snapshot, writer, written: nothingWritten, resumed: false };
}

/** Undefined when there is no backup to resume. */
async function resumeBackup({
  platform,
  tenantId,
  file,
  recoveryKey,
}: BackupSettings): Promise<OpenedBackup | undefined> {
  const path = unfinishedPath(file);
  if (!existsSync(path)) return undefined;
  const reader = await openUnfinished(path, recoveryKey);
  if (!reader) return undefined;
  try {
    const { client, id, snapshot: snapshotId } = reader.about;
    if (client !== tenantId)
      throw new BackupError(
        "other-client",
        `${path} is the unfinished backup of ${client}. Choose another file name for ${tenantId}.`,
      );
    const snapshot = await platform.recovery.openSnapshot(tenantId, snapshotId);
    if (!snapshot) return undefined; // it has expired, so the backup starts again with a new instant
    const written = await countWritten(reader);
    const writer = await appendToBackup(path, { key: reader.key, id, number: written.parts, at: written.endsAt });
    return { snapshot, writer, written, resumed: true };
  } finally {
    await reader.close();
  }
}

/** Undefined when the process ended before it wrote the first lines. */
async function openUnfinished(path: string, recoveryKey: RecoveryKey) {
  try {
    return await openBackup(path, recoveryKey);
  } catch (error) {
    if (error instanceof BackupError && error.code === "not-a-backup") return undefined;
    throw error;
  }
}

function nothingToBackUp(tenantId: TenantId): BackupError {
  return new BackupError("nothing-there", `${tenantId} has no documents, files or events here.`);
}

export function unfinishedPath(file: string): string {
  return `${file}.unfinished`;
}

/** A rename survives a power loss once its folder is synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
