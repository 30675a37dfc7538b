import { CursorInvalid, type Documents, type QueryCondition, type Stored } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { cellAt, isEmptyCell, type TableRow } from "./cell.ts";
import { comparable, valuesOf } from "./key-values.ts";
import { lookupEntry, rowIdOf } from "./row-key.ts";
import type { Lookup, Table } from "./table.ts";
import { getRecord, lookupKey, type TableRecord, tableRows } from "./table-rows.ts";

export interface FoundRows {
  readonly rows: readonly Stored<TableRecord>[];
  /** Set when there may be more rows: the cursor of the next page. */
  readonly nextCursor: string | undefined;
}

export interface FindOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Rows that one search without a lookup reads. */
export const mostScanned = 2_000;
const scanPage = 200;

/**
 * Rows whose columns have exactly the values of `where`. A whole key costs one read and a lookup one query. Without
 * either, pages of the table are read until `limit` rows match, at most 2,000 rows: `nextCursor` then leads on.
 */
export async function findRows(
  documents: Documents,
  tenantId: TenantId,
  { name, table }: { readonly name: string; readonly table: Table },
  where: TableRow,
  { limit, cursor }: FindOptions,
): Promise<FoundRows> {
  const matches = ({ data }: Stored<TableRecord>) => matchesRow(data.row, where);
  if (table.key.length > 0 && valuesOf(table.key, where)) {
    const found = await getRecord(documents, tenantId, name, rowIdOf(table, where) ?? "");
    return { rows: found && matches(found) ? [found] : [], nextCursor: undefined };
  }
  const lookup = bestLookup(table, where);
  const values = lookup && valuesOf(lookup.columns, where);
  if (lookup && values) {
    const entry = lookupEntry(await documents.ids(tenantId), name, lookup, values);
    const query = { where: [[`lookups.${lookupKey(table.lookups.indexOf(lookup))}`, "==", entry]] as const };
    const page = await documents.query(tenantId, tableRows, { ...query, limit, cursor });
    return { rows: page.items.filter(matches), nextCursor: page.nextCursor };
  }
  return scanTable(
    { documents, tenantId, name, matches, isFiltered: Object.keys(where).length > 0 },
    { limit, cursor },
  );
}

interface Scan {
  readonly documents: Documents;
  readonly tenantId: TenantId;
  readonly name: string;
  readonly isFiltered: boolean;
  matches(row: Stored<TableRecord>): boolean;
}

/** A cursor leads to a page, and tells how many of its matches were given already. */
async function scanTable(scan: Scan, { limit, cursor }: FindOptions): Promise<FoundRows> {
  const rows: Stored<TableRecord>[] = [];
  let { skip, page: at } = readCursor(cursor);
  for (let scanned = 0; rows.length < limit && scanned < mostScanned; ) {
    const page = await scan.documents.query(scan.tenantId, tableRows, {
      where: [["table", "==", scan.name]],
      limit: scan.isFiltered ? scanPage : limit - rows.length,
      cursor: at,
    });
    const found = page.items.filter(scan.matches).slice(skip);
    const taken = found.slice(0, limit - rows.length);
    rows.push(...taken);
    if (taken.length < found.length) return { rows, nextCursor: `${skip + taken.length}.${at ?? ""}` };
    scanned += page.items.length;
    skip = 0;
    at = page.nextCursor;
    if (at === undefined) return { rows, nextCursor: undefined };
  }
  return { rows, nextCursor: `0.${at ?? ""}` };
}

function readCursor(cursor: string | undefined): { readonly skip: number; readonly page: string | undefined } {
  if (cursor === undefined) return { skip: 0, page: undefined };
  const [, skip, page] = /^(\d{1,4})\.(.*)$/.exec(cursor) ?? [];
  if (skip === undefined || page === undefined)
    throw new CursorInvalid("This cursor was not returned by a page of rows.");
  return { skip: Number(skip), page: page === "" ? undefined : page };
}

/** The lookup that names most of the given columns. */
function bestLookup({ lookups }: Table, where: TableRow): Lookup | undefined {
  return lookups
    .filter(({ columns }) => valuesOf(columns, where) !== undefined)
    .reduce<Lookup | undefined>(
      (best, each) => (best !== undefined && best.columns.length >= each.columns.length ? best : each),
      undefined,
    );
}

/** Whether a search for these columns reads the found rows only, in a table of any size. */
export function isIndexed(table: Table, where: TableRow): boolean {
  return (table.key.length > 0 && valuesOf(table.key, where) !== undefined) || bestLookup(table, where) !== undefined;
}

/** Texts are compared without regard to case. A list matches when one of its items does. */
export function matchesRow(row: TableRow, where: TableRow): boolean {
  return Object.entries(where).every(([column, wanted]) => isSame(cellAt(row, column), wanted));
}

function isSame(cell: TableRow[string] | undefined, wanted: TableRow[string]): boolean {
  if (isEmptyCell(wanted)) return isEmptyCell(cell);
  if (Array.isArray(cell)) return cell.some((item) => isSame(item, wanted));
  if (typeof cell === "object" || typeof wanted === "object") return JSON.stringify(cell) === JSON.stringify(wanted);
  return cell !== undefined && comparable(cell) === comparable(wanted);
}

/**
 * The rows of a range of days, or those without a date; at most 2,000. `more` tells that there are others.
 */
export async function rowsByDate(
  documents: Documents,
  tenantId: TenantId,
  name: string,
  days: { readonly from: string; readonly to: string } | null,
): Promise<{ readonly rows: readonly TableRecord[]; readonly more: boolean }> {
  const dates: QueryCondition[] =
    days === null
      ? [["date", "==", null]]
      : [
          ["date", ">=", days.from],
          ["date", "<=", days.to],
        ];
  const order = days ? { orderBy: { field: "date", direction: "asc" } as const } : {};
  const rows: TableRecord[] = [];
  let cursor: string | undefined;
  do {
    const where: QueryCondition[] = [["table", "==", name], ...dates];
    const page = await documents.query(tenantId, tableRows, { where, ...order, limit: scanPage, cursor });
    rows.push(...page.items.map(({ data }) => data));
    cursor = page.nextCursor;
  } while (cursor !== undefined && rows.length < mostScanned);
  return { rows, more: cursor !== undefined };
}
