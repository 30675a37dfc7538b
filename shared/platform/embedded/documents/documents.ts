import type { StatementSync } from "node:sqlite";
import {
  absent,
  type Collection,
  type DocumentStore,
  DocumentTooLarge,
  type Query,
  type Stored,
  VersionConflict,
  type Write,
} from "../../documents.ts";
import { checkOverdueIndex, type Indexed, shapeOf } from "../../query-shape.ts";
import { dataKeys } from "../../sealing/seal.ts";
import { readStored, storedForm } from "../../sealing/stored-form.ts";
import type { TenantId } from "../../tenant.ts";
import type { Database } from "../database/database.ts";
import type { WrappedKey } from "../keyring.ts";
import { cursorAfter, fieldExpression, fieldType, indexName, planQuery, tableName } from "./document-query.ts";
import { documentWatches } from "./document-watches.ts";
import { versionClock } from "./version-clock.ts";

const maxDocumentBytes = 1_048_576;
const maxWritesPerCommit = 500;

/**
 * The statements of one collection's table. Each collection has its own table, so that a write maintains only its own
 * indexes.
 */
interface Table {
  readonly get: StatementSync;
  readonly overwrite: StatementSync;
  readonly create: StatementSync;
  readonly update: StatementSync;
  readonly remove: StatementSync;
  readonly removeVersion: StatementSync;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly data: string;
  readonly position: unknown;
}

/** Documents as JSON text, one table per collection. The first query that needs an index creates it. */
export function embeddedDocuments(database: Database, now: () => number): DocumentStore {
  const tables = new Map<string, Table>();
  const indexes = new Set<string>();
  const nextVersion = versionClock();

  function table(collection: Indexed): Table {
    const known = tables.get(collection.name);
    if (known) return known;
    const created = createTable(database, tableName(collection.name));
    tables.set(collection.name, created);
    return created;
  }

  function ensureIndex(name: string, definition: string): void {
    if (indexes.has(name)) return;
    database.execute(`CREATE INDEX IF NOT EXISTS ${name} ON ${definition}`);
    indexes.add(name);
  }

  const watches = documentWatches(database);

  /** The rows of a query: one more than its limit, if there are more. */
  function rowsOf(tenantId: TenantId, collection: Indexed, query: Query): Row[] {
    table(collection);
    const plan = planQuery(collection, query, tenantId, now());
    if (plan.index) {
      const fields = plan.index.map(fieldExpression).join(", ");
      ensureIndex(indexName(collection.name, plan.index), `${tableName(collection.name)} (tenant, ${fields}, id)`);
    }
    return database.statement(plan.sql).all(...plan.parameters) as unknown as Row[];
  }

  return {
    async get(tenantId, collection, id) {
      const row = table(collection).get.get(tenantId, id, now());
      return row && toStored(collection, row as unknown as Row);
    },

    async query(tenantId, collection, query) {
      const rows = rowsOf(tenantId, collection, query);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      const nextCursor = rows.length > query.limit && last ? cursorAfter(last) : undefined;
      return { items: items.map((row) => toStored(collection, row)), nextCursor };
    },

    async commit(tenantId, writes) {
      if (writes.length > maxWritesPerCommit)
        throw new Error(`A commit has at most ${maxWritesPerCommit} writes, not ${writes.length}.`);
      const applications = writes.map((write) => prepareWrite(table(write.collection), tenantId, write));
      const versions = await database.write(() => {
        const version = nextVersion();
        return applications.map((apply) => apply(version, now()));
      });
      watches.committed(tenantId, new Set(writes.map(({ collection }) => collection.name)));
      return versions;
    },

    watch(tenantId, collection, query, watcher) {
      shapeOf(collection, query);
      const read = () => {
        const rows = rowsOf(tenantId, collection, query).slice(0, query.limit);
        return new Map(rows.map(({ id, version }) => [id, version]));
      };
      return watches.add({ tenantId, collection: collection.name, read, watcher });
    },

    async overdue(collection, field, until, limit) {
      checkOverdueIndex(collection, field);
      table(collection);
      // Most documents have null in this field because nothing is due, so the index covers only rows with a time.
      const due = `${fieldType(field)} = 'text'`;
      const name = `"overdue ${collection.name} ${field}"`;
      const value = fieldExpression(field);
      ensureIndex(name, `${tableName(collection.name)} (${value}, tenant, id) WHERE ${due}`);
      const sql = `SELECT tenant AS tenantId, id FROM ${tableName(collection.name)} INDEXED BY ${name} WHERE ${due}
        AND ${value} <= ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY ${value}, tenant, id LIMIT ?`;
      const rows = database.statement(sql).all(until, now(), limit);
      return rows.map((row) => ({ ...row })) as unknown as Awaited<ReturnType<DocumentStore["overdue"]>>;
    },

    async close() {
      watches.close();
      await database.write(() => undefined);
    },
  };
}

function toStored<T>(collection: Collection<T>, row: Row): Stored<T> {
  return { id: row.id, version: String(row.version), data: readStored(collection, JSON.parse(row.data)) };
}

type PreparedWrite = (version: number, nowMs: number) => string;

/**
 * Prepares the effect of a write inside the transaction. The data is serialised now, so that later changes to the
 * object have no effect.
 */
function prepareWrite(table: Table, tenantId: string, write: Write): PreparedWrite {
  const place = `${write.collection.name}/${write.id}`;
  if (write.id === "" || write.id.length > 1000)
    throw new Error(`A document id must have 1 to 1000 characters: ${place}`);
  const conflict = () =>
    new VersionConflict(`${place} is no longer at version ${write.ifVersion}. Read it again and retry.`);

  if (write.type === "delete") {
    return (_version, nowMs) => {
      if (write.ifVersion === absent) {
        if (table.get.get(tenantId, write.id, nowMs)) throw conflict();
      } else if (write.ifVersion === undefined) table.remove.run(tenantId, write.id);
      else if (!table.removeVersion.run(tenantId, write.id, Number(write.ifVersion), nowMs).changes) throw conflict();
      return absent;
    };
  }

  const data = JSON.stringify(storedForm(write.collection, write.data));
  const bytes = Buffer.byteLength(data);
  if (bytes > maxDocumentBytes)
    throw new DocumentTooLarge(`${place} has ${bytes} bytes; a document holds at most ${maxDocumentBytes}.`);
  const expiresAt = write.expiresAt ? write.expiresAt.getTime() : null;
  return (version, nowMs) => {
    if (write.ifVersion === undefined) table.overwrite.run(tenantId, write.id, version, data, expiresAt);
    else if (write.ifVersion === absent) {
      if (!table.create.run(tenantId, write.id, version, data, expiresAt, nowMs).changes) throw conflict();
    } else {
      const expected = Number(write.ifVersion);
      if (!table.update.run(version, data, expiresAt, tenantId, write.id, expected, nowMs).changes) throw conflict();
    }
    return String(version);
  };
}

export function createTable(database: Database, name: string): Table {
  database.execute(`CREATE TABLE IF NOT EXISTS ${name} (
    tenant TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, expires_at INTEGER,
    UNIQUE (tenant, id))`);
  database.execute(
    `CREATE INDEX IF NOT EXISTS ${name.replace(/^"/, '"expiring ')} ON ${name} (expires_at) WHERE expires_at IS NOT NULL`,
  );
  const alive = "(expires_at IS NULL OR expires_at > ?)";
  const insert = `INSERT INTO ${name} (tenant, id, version, data, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (tenant, id) DO UPDATE SET version = excluded.version, data = excluded.data,
    expires_at = excluded.expires_at`;
  const one = "WHERE tenant = ? AND id = ?";
  return {
    get: database.statement(`SELECT id, version, data FROM ${name} ${one} AND ${alive}`),
    overwrite: database.statement(insert),
    // An expired document that was not purged yet counts as absent.
    create: database.statement(`${insert} WHERE expires_at <= ?`),
    update: database.statement(
      `UPDATE ${name} SET version = ?, data = ?, expires_at = ? ${one} AND version = ? AND ${alive}`,
    ),
    remove: database.statement(`DELETE FROM ${name} ${one}`),
    removeVersion: database.statement(`DELETE FROM ${name} ${one} AND version = ? AND ${alive}`),
  };
}

/** Some of the tenants' data keys, as the database holds them; none in a new database. */
export function wrappedKeys(database: Database): readonly WrappedKey[] {
  const name = tableName(dataKeys.name);
  createTable(database, name);
  return database
    .statement(`SELECT tenant, data FROM ${name} LIMIT 50`)
    .all()
    .flatMap(({ tenant, data }) => {
      const { wrapped } = dataKeys.schema.parse(JSON.parse(String(data)));
      return [{ tenantId: String(tenant), wrapped: Buffer.from(wrapped, "base64") }];
    });
}

/** Deletes up to `limit` expired documents over all collections and returns their number. Runs inside a write. */
export function purgeExpiredDocuments(database: Database, nowMs: number, limit: number): number {
  const tables = database
    .statement("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'documents *'")
    .all();
  let purged = 0;
  for (const { name } of tables) {
    const sql = `DELETE FROM "${name}" WHERE rowid IN (SELECT rowid FROM "${name}" WHERE expires_at <= ? LIMIT ?)`;
    purged += Number(database.statement(sql).run(nowMs, limit - purged).changes);
    if (purged >= limit) break;
  }
  return purged;
}
