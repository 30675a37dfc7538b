import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { BlobInfo } from "../blobs.ts";
import type { PositionedRecord, TenantRecord, TenantSnapshot } from "../recovery.ts";
import { platformScope, type TenantId } from "../tenant.ts";
import { blobFile } from "./blobs.ts";

/** An abandoned backup's snapshot occupies disk space. After this long the backup is not resumed. */
const retentionMs = 7 * 24 * 3_600_000;
const busyTimeoutMs = 10_000;
const readBatchSize = 500;

export interface SnapshotSettings {
  readonly dataDir: string;
  readonly now: () => number;
}

/**
 * Copies a tenant's rows into a separate file and links its blobs, all at one instant. Writers wait only while blobs
 * are linked (some 20 µs each). The rows are copied from SQLite's own snapshot while writers continue.
 */
export function takeSnapshot(settings: SnapshotSettings, tenantId: TenantId): TenantSnapshot {
  const { dataDir, now } = settings;
  removeAbandoned(settings);
  const id = randomUUID();
  const unfinished = `${folderOf(dataDir, id)}.part`;
  mkdirSync(join(unfinished, "blobs"), { recursive: true, mode: 0o700 });
  const source = join(dataDir, "platform.sqlite");
  const guard = new DatabaseSync(source, { timeout: busyTimeoutMs });
  const reader = new DatabaseSync(source, { timeout: busyTimeoutMs });
  try {
    reader.prepare("ATTACH ? AS copy").run(join(unfinished, "snapshot.sqlite"));
    reader.exec(`PRAGMA copy.journal_mode = DELETE; PRAGMA copy.synchronous = FULL;
      CREATE TABLE copy.about (tenant TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE TABLE copy.records (position INTEGER PRIMARY KEY, record TEXT NOT NULL);
      CREATE TABLE copy.blobs (name TEXT PRIMARY KEY, size INTEGER NOT NULL, contentType TEXT NOT NULL, version TEXT NOT NULL);`);
    guard.exec("BEGIN IMMEDIATE"); // blocks commits, so no writer removes a blob's file meanwhile
    const at = now();
    reader.exec("BEGIN");
    reader.prepare("INSERT INTO copy.about VALUES (?, ?)").run(tenantId, at);
    reader
      .prepare(
        `INSERT INTO copy.blobs SELECT name, size, content_type, version FROM main.blobs WHERE ${ofTenant.blobs}`,
      )
      .run(tenantId);
    for (const { version } of reader.prepare("SELECT version FROM copy.blobs").all())
      linkSync(blobFile(dataDir, tenantId, String(version)), join(unfinished, "blobs", String(version)));
    guard.exec("ROLLBACK");
    copyRecords(reader, tenantId, at);
    reader.exec("COMMIT");
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    guard.close();
    reader.close();
  }
  renameSync(unfinished, folderOf(dataDir, id));
  const snapshot = openSnapshot(settings, tenantId, id);
  if (!snapshot) throw new Error(`The snapshot ${id} was deleted while it was being taken.`);
  return snapshot;
}

/** Undefined when this tenant has no such snapshot. */
export function openSnapshot(
  { dataDir }: SnapshotSettings,
  tenantId: TenantId,
  id: string,
): TenantSnapshot | undefined {
  if (!/^[0-9a-f-]{36}$/.test(id) || !existsSync(folderOf(dataDir, id))) return undefined;
  const folder = folderOf(dataDir, id);
  const file = new DatabaseSync(join(folder, "snapshot.sqlite"), { readOnly: true });
  const about = file.prepare("SELECT tenant, at FROM about").get();
  if (about?.tenant !== tenantId) {
    file.close();
    return undefined;
  }

  async function* records(after = "0"): AsyncIterable<PositionedRecord> {
    const page = file.prepare("SELECT position, record FROM records WHERE position > ? ORDER BY position LIMIT ?");
    for (let last = Number(after); ; ) {
      const rows = page.all(last, readBatchSize);
      for (const { position, record } of rows) {
        last = Number(position);
        yield { position: String(position), record: JSON.parse(String(record)) as TenantRecord };
      }
      if (rows.length < readBatchSize) return;
    }
  }

  return {
    id,
    at: new Date(Number(about.at)),
    gaps: [],
    records,
    async blobs() {
      const rows = file.prepare("SELECT name, size, contentType, version FROM blobs ORDER BY name").all();
      return rows.map((row) => ({ ...row })) as unknown as BlobInfo[];
    },
    readBlob: ({ version }) => readFile(join(folder, "blobs", version)),
    async release() {
      file.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In the order of restoring: documents, then the records that route events to the tenant, then its events. */
function copyRecords(reader: DatabaseSync, tenantId: TenantId, nowMs: number): void {
  const insert = "INSERT INTO copy.records (record) SELECT json_object('type',";
  const tables = documentTables(reader);
  const copyDocuments = (scope: string, condition: string) => {
    for (const { table, collection } of tables)
      reader
        .prepare(
          `${insert} 'document', 'scope', '${scope}', 'collection', ?2, 'id', id, 'json', data, 'expiresAtMs', expires_at)
           FROM main."${table}" WHERE ${condition} AND (expires_at IS NULL OR expires_at > ?3) ORDER BY id`,
        )
        .run(tenantId, collection, nowMs);
  };
  copyDocuments("tenant", ofTenant.documents);
  copyDocuments("platform", ofTenant.platformDocuments);
  reader
    .prepare(
      `${insert} 'task', 'name', name, 'fireAtMs', fire_at, 'envelope', envelope)
       FROM main.tasks WHERE ${ofTenant.tasks} ORDER BY rowid`,
    )
    .run(tenantId);
  reader
    .prepare(
      `${insert} 'dead-letter', 'subscription', subscription, 'ordering', ordering, 'envelope', envelope,
       'cause', cause, 'attempts', attempts, 'diedAtMs', died_at)
       FROM main.dead_letters WHERE ${ofTenant.deadLetters} ORDER BY sequence`,
    )
    .run(tenantId);
  reader
    .prepare(
      `${insert} 'delivery', 'subscription', subscription, 'ordering', ordering, 'envelope', envelope)
       FROM main.deliveries WHERE ${ofTenant.deliveries} ORDER BY sequence`,
    )
    .run(tenantId);
}

/** SQL conditions that select a tenant's rows. Each takes the tenant's id as its first parameter. */
export const ofTenant = {
  documents: "tenant = ?1",
  /** The platform's own rows whose id is the tenant's id, or whose data names the tenant. */
  platformDocuments: `tenant = '${platformScope}' AND (id = ?1 OR json_extract(data, '$.tenantId') = ?1)`,
  blobs: "tenant = ?1",
  tasks: "ended_at IS NULL AND json_extract(envelope, '$.tenantId') = ?1",
  deadLetters: "tenant = ?1",
  deliveries: "substr(ordering, 1, length(?1) + 1) = ?1 || '/'",
} as const;

export function documentTables(
  connection: Pick<DatabaseSync, "prepare">,
): readonly { readonly table: string; readonly collection: string }[] {
  return connection
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name GLOB 'documents *' ORDER BY name")
    .all()
    .map(({ name }) => ({ table: String(name), collection: String(name).slice("documents ".length) }));
}

function removeAbandoned({ dataDir, now }: SnapshotSettings): void {
  const root = join(dataDir, "snapshots");
  if (!existsSync(root)) return;
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    if (now() - statSync(folder).mtimeMs > retentionMs) rmSync(folder, { recursive: true, force: true });
  }
}

function folderOf(dataDir: string, id: string): string {
  return join(dataDir, "snapshots", id);
}
