import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentRecord, Recovery, TenantRecord } from "../recovery.ts";
import { platformScope, type TenantId } from "../tenant.ts";
import { deliveryTable } from "./bus/deliveries.ts";
import type { Database } from "./database/database.ts";
import { tableName } from "./documents/document-query.ts";
import { createTable } from "./documents/documents.ts";
import { versionClock } from "./documents/version-clock.ts";
import { documentTables, ofTenant, openSnapshot, type SnapshotSettings, takeSnapshot } from "./snapshot.ts";

/** Rows deleted in one transaction. Other tenants' writers wait a few milliseconds at most. */
const eraseBatchSize = 2_000;

/** A snapshot is a file beside the database; each `restore` is one transaction. */
export function embeddedRecovery(settings: SnapshotSettings & { readonly database: Database }): Recovery {
  const { database, dataDir, now } = settings;
  const deliveries = deliveryTable(database);
  const nextVersion = versionClock();
  const overwrites = new Map<string, ReturnType<typeof createTable>["overwrite"]>();

  function overwrite(collection: string) {
    const known = overwrites.get(collection);
    if (known) return known;
    const made = createTable(database, tableName(collection)).overwrite;
    overwrites.set(collection, made);
    return made;
  }

  const addTask = database.statement(
    `INSERT INTO tasks (name, fire_at, envelope) VALUES (?, ?, ?) ON CONFLICT DO UPDATE
     SET fire_at = excluded.fire_at, envelope = excluded.envelope, ended_at = NULL`,
  );
  const addDeadLetter = database.statement(
    `INSERT INTO dead_letters (tenant, subscription, ordering, envelope, cause, attempts, died_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );

  /** Runs inside a write. */
  function store(tenantId: TenantId, record: TenantRecord): void {
    switch (record.type) {
      case "document": {
        const scope = record.scope === "platform" ? platformScope : tenantId;
        overwrite(record.collection).run(scope, record.id, nextVersion(), record.json, record.expiresAtMs);
        return;
      }
      case "task":
        addTask.run(record.name, record.fireAtMs, record.envelope);
        return;
      case "dead-letter": {
        const { subscription, ordering, envelope, cause, attempts, diedAtMs } = record;
        addDeadLetter.run(tenantId, subscription, ordering, envelope, cause, attempts, diedAtMs);
        return;
      }
      case "delivery":
        deliveries.insert(record, now(), undefined);
        return;
    }
  }

  /** The tables that hold rows of a tenant, and the key of a row in each. */
  function places(): readonly { readonly table: string; readonly condition: string; readonly key: string }[] {
    const documents = documentTables({ prepare: database.statement }).flatMap(({ table }) => [
      { table: `"${table}"`, condition: ofTenant.documents, key: "rowid" },
      { table: `"${table}"`, condition: ofTenant.platformDocuments, key: "rowid" },
    ]);
    return [
      ...documents,
      { table: "blobs", condition: ofTenant.blobs, key: "name" },
      { table: "tasks", condition: ofTenant.tasks, key: "rowid" },
      { table: "dead_letters", condition: ofTenant.deadLetters, key: "rowid" },
      { table: "deliveries", condition: ofTenant.deliveries, key: "rowid" },
    ];
  }

  return {
    async takeSnapshot(tenantId, { at } = {}) {
      if (at)
        throw new Error("The embedded platform keeps no history and backs up the present state only. Leave out --at.");
      await database.write(() => undefined); // pending writes of this process belong to the snapshot
      return takeSnapshot(settings, tenantId);
    },
    openSnapshot: async (tenantId, id) => openSnapshot(settings, tenantId, id),

    async isEmpty(tenantId) {
      const one = ({ table, condition }: { readonly table: string; readonly condition: string }) =>
        database.statement(`SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`).get(tenantId);
      return places().every((place) => one(place) === undefined);
    },

    async erase(tenantId) {
      for (const { table, condition, key } of places()) {
        const some = `SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${eraseBatchSize}`;
        const erase = database.statement(`DELETE FROM ${table} WHERE ${condition} AND ${key} IN (${some})`);
        while ((await database.write(() => erase.run(tenantId).changes)) > 0);
      }
      await rm(join(dataDir, "blobs", tenantId), { recursive: true, force: true });
    },

    async restore(tenantId, records) {
      for (const { collection } of records.filter((record): record is DocumentRecord => record.type === "document"))
        overwrite(collection); // creates its table outside the transaction
      await database.write(() => {
        for (const record of records) store(tenantId, record);
      });
    },
  };
}
