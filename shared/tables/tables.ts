import { absent, type Documents, put, remove, type Stored, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { TenantIds } from "../platform/tenant-ids.ts";
import type { TableRow } from "./cell.ts";
import { cellProblemText, problemsOfRow } from "./check-row.ts";
import { type FindOptions, type FoundRows, findRows } from "./find-rows.ts";
import type { KeyValues } from "./key-values.ts";
import { lookupEntries, rowIdFrom, rowIdOf } from "./row-key.ts";
import type { Table } from "./table.ts";
import { getRecord, lookupsFrom, recordId, type TableRecord, tableRows, toRecord } from "./table-rows.ts";
import { claimKeys, keyedRow } from "./unique-keys.ts";

/** A change of one row. `by` is what the platform notes with it. */
export type RowChange = {
  readonly table: string;
  readonly by?: Partial<Notes>;
} /** `rowId` names a row of a table without a key. */ & (
  | { readonly type: "insert"; readonly row: TableRow; readonly rowId?: string }
  /** `before` is the row as it was read: nothing may have changed it since. */
  | { readonly type: "update"; readonly before: Stored<TableRecord>; readonly row: TableRow }
  | { readonly type: "delete"; readonly before: Stored<TableRecord> }
);

type Notes = Pick<TableRecord, "ownerId" | "written" | "writeKey" | "seed" | "contacts">;

/** A tenant's tables by name. Every read and write of rows goes through here. */
export interface Tables {
  readonly tables: Readonly<Record<string, Table>>;
  /** @throws RowsRefused when there is no such table. */
  table(name: string): Table;
  /** One read. `key` has the values of the table's key, in its order. */
  get(tenantId: TenantId, name: string, key: KeyValues): Promise<Stored<TableRecord> | undefined>;
  /** See `findRows`. */
  find(tenantId: TenantId, name: string, where: TableRow, options: FindOptions): Promise<FoundRows>;
  /**
   * The writes of the changes, to be committed together, with others if need be: all rows are checked against their
   * tables, references must exist, keys and unique lookups must be free.
   * @throws RowsRefused naming everything that is wrong; VersionConflict from the commit when a row has changed since.
   */
  writes(tenantId: TenantId, changes: readonly RowChange[]): Promise<readonly Write[]>;
}

/** Rows that may not be written as they are. `problems` are whole sentences. */
export class RowsRefused extends Error {
  override readonly name = "RowsRefused";
  readonly code = "rows-refused";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(" "));
    this.problems = problems;
  }
}

/** Of a row as JSON. Sealed and with its notes it fits into one document of 1 MiB in every script. */
const mostRowBytes = 200_000;

export function openTables(documents: Documents, tables: Readonly<Record<string, Table>>): Tables {
  function table(name: string): Table {
    const found = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (found === undefined) throw new RowsRefused([`There is no table \`${name}\`.`]);
    return found;
  }

  async function missingReferences(
    tenantId: TenantId,
    { table: name, row }: { readonly table: string; readonly row: TableRow },
    inserted: ReadonlySet<string>,
    unchanged: TableRow,
  ): Promise<readonly string[]> {
    const references = Object.entries(table(name).columns).flatMap(([column, { references: target }]) => {
      const value = row[column];
      if (target === undefined || value === undefined || value === null || value === unchanged[column]) return [];
      return [{ column, target, rowId: rowIdFrom([value as string | number]) }];
    });
    const found = await Promise.all(
      references.map(
        async ({ target, rowId }) =>
          inserted.has(recordId(target, rowId)) || (await getRecord(documents, tenantId, target, rowId)) !== undefined,
      ),
    );
    return references
      .filter((_, index) => !found[index])
      .map(({ column, target, rowId }) => `\`${column}\` names \`${rowId}\`, which is not in the table \`${target}\`.`);
  }

  /** Why a row may not be deleted: another row names it. */
  async function namingRows(tenantId: TenantId, name: string, { rowId, row }: TableRecord): Promise<readonly string[]> {
    const [keyColumn] = table(name).key;
    const value = keyColumn === undefined ? undefined : row[keyColumn];
    if (value === undefined) return [];
    const problems: string[] = [];
    for (const [other, { columns }] of Object.entries(tables))
      for (const [column, { references }] of Object.entries(columns)) {
        if (references !== name) continue;
        const { rows } = await findRows(
          documents,
          tenantId,
          { name: other, table: table(other) },
          { [column]: value },
          {
            limit: 1,
          },
        );
        if (rows.length > 0)
          problems.push(`\`${rowId}\` is named by \`${column}\` of a row of \`${other}\`. Delete that row first.`);
      }
    return problems;
  }

  async function writesOf(
    tenantId: TenantId,
    ids: TenantIds,
    change: RowChange,
    inserted: ReadonlySet<string>,
  ): Promise<readonly Write[]> {
    const name = change.table;
    const own = table(name);
    const before = change.type === "insert" ? undefined : change.before;
    const keyedBefore = before ? keyedRow(own, before.data) : null;
    if (change.type === "delete") {
      const { id, data, version } = change.before;
      const naming = await namingRows(tenantId, name, data);
      if (naming.length > 0) throw new RowsRefused(naming);
      const freed = await claimKeys(documents, tenantId, { before: keyedBefore, after: null });
      return [remove(tableRows, id, { ifVersion: version }), ...(freed ?? [])];
    }
    const { row } = change;
    const known = before?.data.row ?? {};
    // A row keeps the columns of an earlier schema that it has.
    const current = Object.fromEntries(
      Object.entries(row).filter(([column, cell]) => Object.hasOwn(own.columns, column) || cell !== known[column]),
    );
    const rowId = before?.data.rowId ?? newRowId(own, change);
    const problems = [
      ...problemsOfRow(current, own.columns).map(cellProblemText),
      ...(Buffer.byteLength(JSON.stringify(row)) > mostRowBytes
        ? [`The row is larger than ${mostRowBytes / 1_000} KB. Split it into several.`]
        : []),
      ...(rowId === undefined ? [`The row lacks its key: ${own.key.join(", ")}.`] : []),
      ...own.key
        .filter((column) => before && row[column] !== known[column])
        .map((column) => `\`${column}\` is part of the key, which does not change.`),
      ...(await missingReferences(tenantId, { table: name, row }, inserted, known)),
    ];
    if (problems.length > 0 || rowId === undefined) throw new RowsRefused(problems);
    if (!before && (await getRecord(documents, tenantId, name, rowId)))
      throw new RowsRefused([`There is a row \`${rowId}\` in \`${name}\` already.`]);
    const kept = before?.data;
    const record = toRecord(tenantId, name, rowId, row, {
      ...(kept && { ownerId: kept.ownerId, written: kept.written, seed: kept.seed, writeKey: kept.writeKey }),
      ...change.by,
      lookups: lookupsFrom(lookupEntries(ids, name, own, row)),
    });
    const claims = await claimKeys(documents, tenantId, { before: keyedBefore, after: keyedRow(own, record) });
    if (claims === undefined) throw new RowsRefused([`Another row of \`${name}\` has the same ${uniqueOf(own)}.`]);
    return [put(tableRows, recordId(name, rowId), record, { ifVersion: before?.version ?? absent }), ...claims];
  }

  return {
    tables,
    table,
    get: (tenantId, name, key) => getRecord(documents, tenantId, name, rowIdFrom(key)),
    find: (tenantId, name, where, options) =>
      findRows(documents, tenantId, { name, table: table(name) }, where, options),

    async writes(tenantId, changes) {
      const ids = await documents.ids(tenantId);
      const inserted = new Set(
        changes.flatMap((change) => {
          const rowId = change.type === "insert" ? newRowId(table(change.table), change) : undefined;
          return rowId === undefined ? [] : [recordId(change.table, rowId)];
        }),
      );
      return (await Promise.all(changes.map((change) => writesOf(tenantId, ids, change, inserted)))).flat();
    },
  };
}

function newRowId(table: Table, change: RowChange): string | undefined {
  if (change.type !== "insert") return undefined;
  return change.rowId ?? rowIdOf(table, change.row);
}

function uniqueOf({ lookups }: Table): string {
  return lookups
    .filter(({ unique }) => unique)
    .map(({ columns }) => columns.join(" and "))
    .join(", or the same ");
}
