import { z } from "zod";
import { absent, type Collection, type Documents, put, type Stored, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { TenantIds } from "../platform/tenant-ids.ts";
import { unlessConflict } from "../platform/version-conflicts.ts";
import type { TableRow } from "./cell.ts";
import { digestOf, lookupEntries, rowIdOf } from "./row-key.ts";
import type { Table } from "./table.ts";
import { getRecord, lookupsFrom, recordId, type TableRecord, tableRows, toRecord } from "./table-rows.ts";
import { heldKeys, keyedRow } from "./unique-keys.ts";

const TableState = z.object({ lookups: z.string() });

/** For which lookups the rows of a table have entries. */
export const tableStates: Collection<z.infer<typeof TableState>> = {
  name: "table-states",
  schema: TableState,
  indexes: [],
  confidential: false,
  personal: "nothing",
};

/** Rows of one commit. Each may hold a unique key as well. */
const perCommit = 50;

/**
 * Makes a tenant's rows fit a configuration that is about to be active: writes its first rows, and the entries of
 * lookups that are new. A row that is unchanged or that a tool has written since stays, so that a booking survives a
 * correction of its slot. Repeatable.
 * @returns the number of rows written
 */
export async function prepareRows(
  documents: Documents,
  tenantId: TenantId,
  tables: Readonly<Record<string, Table>>,
): Promise<number> {
  let written = 0;
  const ids = await documents.ids(tenantId);
  for (const [name, table] of Object.entries(tables)) {
    written += await seedRows(documents, tenantId, { name, table, ids });
    written += await fillLookups(documents, tenantId, { name, table, ids });
  }
  return written;
}

interface Named {
  readonly name: string;
  readonly table: Table;
  readonly ids: TenantIds;
}

async function seedRows(documents: Documents, tenantId: TenantId, named: Named): Promise<number> {
  let written = 0;
  let unwritten = await staleSeeds(documents, tenantId, named);
  while (unwritten.length > 0) {
    const next = unwritten.slice(0, perCommit);
    const wasWritten = await wasCommitted(documents, tenantId, next.flat());
    if (wasWritten) written += next.length;
    // A tool may have written one of the rows since they were read. They are read again.
    unwritten = wasWritten ? unwritten.slice(perCommit) : await staleSeeds(documents, tenantId, named);
  }
  return written;
}

/** The writes of each first row that is not there as the configuration has it and that no tool has written. */
async function staleSeeds(
  documents: Documents,
  tenantId: TenantId,
  { name, table, ids }: Named,
): Promise<readonly (readonly Write[])[]> {
  const byId = new Map(table.rows.map((row) => [seedId(table, row), row]));
  const stale = await Promise.all(
    [...byId].map(async ([rowId, row]) => {
      const seed = digestOf(row);
      const existing = await getRecord(documents, tenantId, name, rowId);
      if (existing !== undefined && (existing.data.seed === seed || existing.data.writeKey !== null)) return [];
      const lookups = lookupsFrom(lookupEntries(ids, name, table, row));
      const record = toRecord(tenantId, name, rowId, row, { seed, lookups });
      const own = put(tableRows, recordId(name, rowId), record, { ifVersion: existing?.version ?? absent });
      return [[own, ...heldKeys(keyedRow(table, record))]];
    }),
  );
  return stale.flat();
}

/** A row of a list without ids is named by its content. */
function seedId(table: Table, row: TableRow): string {
  return rowIdOf(table, row) ?? digestOf(row).slice(0, 16);
}

/** Reads every row, but only when the table's lookups are others than when it was last prepared. */
async function fillLookups(documents: Documents, tenantId: TenantId, { name, table, ids }: Named): Promise<number> {
  const lookups = JSON.stringify(table.lookups);
  const state = await documents.get(tenantId, tableStates, name);
  if (state?.data.lookups === lookups || (state === undefined && table.lookups.length === 0)) return 0;
  let written = 0;
  let cursor: string | undefined;
  let isDone = false;
  while (!isDone) {
    const where = [["table", "==", name]] as const;
    const page = await documents.query(tenantId, tableRows, { where, limit: perCommit, cursor });
    const stale = page.items.flatMap((stored) => withLookups(stored, { name, table, ids }));
    // A page with a row that has changed since is read again.
    if (!(await wasCommitted(documents, tenantId, stale.flat()))) continue;
    written += stale.length;
    cursor = page.nextCursor;
    isDone = cursor === undefined;
  }
  await documents.commit(tenantId, [put(tableStates, name, { lookups })]);
  return written;
}

/** The writes of a row whose entries are not those of its table; empty for a row that has them. */
function withLookups({ data, version }: Stored<TableRecord>, { name, table, ids }: Named): readonly Write[][] {
  const record = { ...data, lookups: lookupsFrom(lookupEntries(ids, name, table, data.row)) };
  if (JSON.stringify(record.lookups) === JSON.stringify(data.lookups)) return [];
  const own = put(tableRows, recordId(name, data.rowId), record, { ifVersion: version });
  return [[own, ...heldKeys(keyedRow(table, record))]];
}

/** False when one of the rows has changed since it was read. */
async function wasCommitted(documents: Documents, tenantId: TenantId, writes: readonly Write[]): Promise<boolean> {
  return writes.length === 0 || unlessConflict(documents.commit(tenantId, writes));
}
