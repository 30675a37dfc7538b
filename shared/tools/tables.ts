import { createHash } from "node:crypto";
import { z } from "zod";
import { type ContactColumn, contactColumns } from "../channels/definitions.ts";
import { type Collection, type Documents, put, type QueryCondition, type Stored } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { ContactIdentity } from "./contact.ts";
import type { TableRow } from "./tool.ts";

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))]);

/** What a person may be found by, of the channels' definitions. */
const contactKinds: readonly ContactColumn[] = [...new Set(contactColumns.values())];

const TableRecord = z.object({
  table: z.string(),
  rowId: z.string(),
  row: z.record(z.string(), Cell),
  /** `row.date` (YYYY-MM-DD), to be ranged over; null where there is none. */
  date: z.string().nullable(),
  /** Digests of what the row says of a person's addresses: they are found, and not read, at rest. */
  contacts: z.record(z.literal(contactKinds), z.string().nullable().default(null)),
  /** The customer a tool wrote it for. */
  ownerId: z.string().nullable(),
  /** The idempotency key of the last write. */
  writeKey: z.string().nullable(),
  /** Digest of the row as it was seeded; null where it was not. */
  seed: z.string().nullable(),
});
export type TableRecord = z.infer<typeof TableRecord>;

/** The rows of a tenant's own tables, as its configuration seeds them and its tools change them. */
export const tableRows: Collection<TableRecord> = {
  name: "table-rows",
  schema: TableRecord,
  indexes: [
    ["table"],
    ["table", "date"],
    ["table", "date asc"],
    ...contactKinds.map((column) => ["table", `contacts.${column}`]),
  ],
  confidential: true,
};

export function isContactColumn(column: string): boolean {
  return contactColumns.has(column);
}

const isEmpty = (cell: unknown) => cell === undefined || cell === null || cell === "";

/** Whether the row says whose it is: by a contact, or by a `customer_id` of the tenant's. */
export function namesSomeone(row: TableRow): boolean {
  return Object.entries(row).some(
    ([column, cell]) => (column === "customer_id" || isContactColumn(column)) && !isEmpty(cell),
  );
}

export function isContactOf(record: TableRecord, tenantId: TenantId, identity: ContactIdentity): boolean {
  return record.contacts[identity.column] === contactDigest(tenantId, identity);
}

/** Phones are compared by their digits, so they are to be written internationally; addresses by lower case. */
function contactDigest(tenantId: TenantId, { column, value }: ContactIdentity): string {
  const plain = column === "phone" ? value.replace(/\D/g, "") : value.trim().toLowerCase();
  return digest([tenantId, column, plain]);
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}

export function recordId(table: string, rowId: string): string {
  const id = `${table}:${encodeURIComponent(rowId)}`;
  return id.length <= 300 ? id : `${table}:${digest(rowId)}`;
}

export function toRecord(
  tenantId: TenantId,
  table: string,
  rowId: string,
  row: TableRow,
  by: Partial<Pick<TableRecord, "ownerId" | "writeKey" | "seed">> = {},
): TableRecord {
  const contacts = Object.fromEntries(contactKinds.map((column) => [column, null])) as TableRecord["contacts"];
  for (const [column, cell] of Object.entries(row)) {
    const kind = contactColumns.get(column);
    if (kind !== undefined && !isEmpty(cell))
      contacts[kind] ??= contactDigest(tenantId, { column: kind, value: String(cell) });
  }
  const date = typeof row.date === "string" ? row.date : null;
  const cells = TableRecord.shape.row.parse(row);
  return { table, rowId, row: cells, date, contacts, ownerId: null, writeKey: null, seed: null, ...by };
}

/**
 * Puts a configuration's rows in place, and returns how many were written. A row that stands there already, or
 * that a tool has written since, is left alone: a booking outlives a correction of its slot. `id` names a row;
 * without one, its content does.
 */
export async function upsertRows(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  rows: readonly TableRow[],
): Promise<number> {
  const found = await Promise.all(
    rows.map(async (row) => {
      const seed = digest(row);
      const rowId = String(row.id ?? seed.slice(0, 16));
      const id = recordId(table, rowId);
      const known = await documents.get(tenantId, tableRows, id);
      if (known !== undefined && (known.data.seed === seed || known.data.writeKey !== null)) return [];
      return [put(tableRows, id, toRecord(tenantId, table, rowId, row, { seed }))];
    }),
  );
  const writes = found.flat();
  for (let start = 0; start < writes.length; start += 400)
    await documents.commit(tenantId, writes.slice(start, start + 400));
  return writes.length;
}

export async function getRow(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  rowId: string,
): Promise<Stored<TableRecord> | undefined> {
  return documents.get(tenantId, tableRows, recordId(table, rowId));
}

/** The rows of a table that name this person; at most 10. */
export async function rowsOf(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  identity: ContactIdentity,
): Promise<readonly Stored<TableRecord>[]> {
  const where: QueryCondition[] = [
    ["table", "==", table],
    [`contacts.${identity.column}`, "==", contactDigest(tenantId, identity)],
  ];
  return (await documents.query(tenantId, tableRows, { where, limit: 10 })).items;
}

const pageSize = 200;
const mostRows = 2000;

/**
 * Reads a table's rows, or those of a range of dates (with `null`, those without one), page by page. Columns
 * are the tenant's own and have no index, so what is read is bounded: at most 2,000 rows.
 */
export async function* scanRows(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  dates?: { readonly from: string; readonly to: string } | null,
): AsyncGenerator<TableRecord> {
  const where: QueryCondition[] = [["table", "==", table]];
  if (dates === null) where.push(["date", "==", null]);
  else if (dates !== undefined) where.push(["date", ">=", dates.from], ["date", "<=", dates.to]);
  const order = dates ? { orderBy: { field: "date", direction: "asc" } as const } : {};
  let cursor: string | undefined;
  for (let read = 0; read < mostRows; read += pageSize) {
    const page = await documents.query(tenantId, tableRows, { where, ...order, limit: pageSize, cursor });
    for (const item of page.items) yield item.data;
    cursor = page.nextCursor;
    if (cursor === undefined) return;
  }
}
