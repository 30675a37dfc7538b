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
import { nothingWritten, type Written, writtenSoFar } from "./written-so-far.ts";

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
  /** An instant in the past, where the platform keeps a history. */
  readonly at?: Date | undefined;
  readonly onProgress?: (progress: BackupProgress) => void;
}

export interface Backup extends BackupProgress {
  readonly file: string;
  readonly resumed: boolean;
  readonly gaps: readonly string[];
}

/**
 * Writes a tenant's state at one instant into `file`. Until it is whole the file is called `<file>.unfinished`; called
 * again it goes on there, with the same instant.
 *
 * @throws BackupError `exists`, `other-client`, `wrong-key` or `nothing-there`.
 */
export async function writeBackup(settings: BackupSettings): Promise<Backup> {
  const { platform, tenantId, file, onProgress = () => {} } = settings;
  if (existsSync(file))
    throw new BackupError("exists", `${file} is there already. Move it away, or give another name.`);
  const { snapshot, writer, written, resumed } = (await goOn(settings)) ?? (await begin(settings));

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
    await rm(unfinished(file));
    throw nothingThere(tenantId);
  }
  await rename(unfinished(file), file);
  await syncFolder(dirname(file));
  return { ...progress(), file, resumed, gaps: snapshot.gaps };
}

interface Begun {
  readonly snapshot: TenantSnapshot;
  readonly writer: BackupWriter;
  readonly written: Written;
  readonly resumed: boolean;
}

async function begin({ platform, tenantId, file, recoveryKey, at }: BackupSettings): Promise<Begun> {
  if (at === undefined && (await platform.recovery.isEmpty(tenantId))) throw nothingThere(tenantId);
  const snapshot = await platform.recovery.takeSnapshot(tenantId, { at });
  const about = { id: randomUUID(), client: tenantId, at: snapshot.at.toISOString(), snapshot: snapshot.id };
  await rm(unfinished(file), { force: true });
  const writer = await createBackup(unfinished(file), about, recoveryKey);
  return { snapshot, writer, written: nothingWritten, resumed: false };
}

/** Undefined when there is nothing to go on with. */
async function goOn({ platform, tenantId, file, recoveryKey }: BackupSettings): Promise<Begun | undefined> {
  const path = unfinished(file);
  if (!existsSync(path)) return undefined;
  const reader = await openUnfinished(path, recoveryKey);
  if (!reader) return undefined;
  try {
    const { client, id, snapshot: snapshotId } = reader.about;
    if (client !== tenantId)
      throw new BackupError(
        "other-client",
        `${path} is the unfinished backup of ${client}: give ${tenantId} another name.`,
      );
    const snapshot = await platform.recovery.openSnapshot(tenantId, snapshotId);
    if (!snapshot) return undefined; // it has expired: another instant, and from the beginning
    const written = await writtenSoFar(reader);
    const writer = await appendToBackup(path, { key: reader.key, id, number: written.parts, at: written.endsAt });
    return { snapshot, writer, written, resumed: true };
  } finally {
    await reader.close();
  }
}

/** Undefined when the process ended before even the first lines were written. */
async function openUnfinished(path: string, recoveryKey: RecoveryKey) {
  try {
    return await openBackup(path, recoveryKey);
  } catch (error) {
    if (error instanceof BackupError && error.code === "not-a-backup") return undefined;
    throw error;
  }
}

function nothingThere(tenantId: TenantId): BackupError {
  return new BackupError("nothing-there", `${tenantId} has nothing here: no documents, files or events.`);
}

export function unfinished(file: string): string {
  return `${file}.unfinished`;
}

/** A renamed file is safe from a loss of power once its folder is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
