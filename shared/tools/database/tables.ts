import { createHash } from "node:crypto";
import { z } from "zod";
import { type ContactColumn, channels, contactColumns } from "../../channels/definitions.ts";
import { type Collection, type Documents, put, type QueryCondition, type Stored } from "../../platform/documents.ts";
import { erasedCustomerId, mentions, type Person } from "../../platform/personal-data.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { ContactIdentity } from "../contact.ts";
import type { TableRow } from "../tool.ts";

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))]);

/** The kinds of contact that identify a person, from the channels' definitions. */
const contactKinds: readonly ContactColumn[] = [...new Set(contactColumns.values())];

const columnOfKind: ReadonlyMap<string, ContactColumn> = new Map(
  Object.values(channels).map(({ identity }) => [identity.kind, identity.column]),
);

const TableRecord = z.object({
  table: z.string(),
  rowId: z.string(),
  row: z.record(z.string(), Cell),
  /** `row.date` (YYYY-MM-DD), for range queries; null without a date. */
  date: z.string().nullable(),
  /** Digests of the person's addresses in the row. They can be searched but not read at rest. */
  contacts: z.record(z.literal(contactKinds), z.string().nullable().default(null)),
  /** The customer for whom a tool wrote the row. */
  ownerId: z.string().nullable(),
  /** The columns that a tool wrote for the owner. */
  written: z.array(z.string()).optional(),
  /** The idempotency key of the last write. */
  writeKey: z.string().nullable(),
  /** Digest of the seeded row; null when the row was not seeded. */
  seed: z.string().nullable(),
});
export type TableRecord = z.infer<typeof TableRecord>;

/** The rows of a tenant's tables. The configuration seeds them, and tools change them. */
export const tableRows: Collection<TableRecord> = {
  name: "table-rows",
  schema: TableRecord,
  indexes: [
    ["table"],
    ["table", "date"],
    ["table", "date asc"],
    ["ownerId"],
    ...contactKinds.flatMap((column) => [["table", `contacts.${column}`], [`contacts.${column}`]]),
  ],
  confidential: true,
  personal: {
    fields: ["row", "contacts", "ownerId"],
    find: { by: "keys", keys: rowKeys },
    afterErasure: withoutOwner,
  },
};

/** Rows that a tool wrote for the person, and rows that name one of their addresses. */
function rowKeys({ tenantId, customerIds, addresses }: Person) {
  const owned = customerIds.map((value) => ({ field: "ownerId", value }));
  const named = addresses.flatMap(({ kind, value }) => {
    const column = columnOfKind.get(kind);
    return column ? [{ field: `contacts.${column}`, value: contactDigest(tenantId, { column, value }) }] : [];
  });
  return [...owned, ...named];
}

/**
 * A row that a tool wrote for the person, or that the tenant keeps about them, is deleted. A slot of the configuration
 * that the person took is not free again: the tenant decides that. It stays without what was written for them. A seeded
 * row stays empty, because it would otherwise be seeded again.
 */
function withoutOwner(record: TableRecord, person: Person): TableRecord | undefined {
  if (record.seed === null) return undefined;
  const kept = record.table !== "customers" && record.ownerId !== null && !mentions(record.rowId, person);
  const row: TableRecord["row"] = kept ? slotOf(record) : {};
  const contacts = Object.fromEntries(contactKinds.map((column) => [column, null])) as TableRecord["contacts"];
  return { ...record, row, contacts, date: kept ? record.date : null, ownerId: null, writeKey: erasedCustomerId };
}

/** What a slot says of itself, such as when it is. A row of an older release does not know what was written for its owner. */
function slotOf({ row, written }: TableRecord): TableRecord["row"] {
  const isOwn = (column: string) => ["id", "date", "time", "day_offset", "status"].includes(column);
  const isSlots = (column: string) =>
    written !== undefined && !written.includes(column) && !namesCustomer({ [column]: 1 });
  return Object.fromEntries(Object.entries(row).filter(([column]) => isOwn(column) || isSlots(column)));
}

export function isContactColumn(column: string): boolean {
  return contactColumns.has(column);
}

const isEmpty = (cell: unknown) => cell === undefined || cell === null || cell === "";

/** Whether the row names a customer, by a contact or by the tenant's `customer_id`. */
export function namesCustomer(row: TableRow): boolean {
  return Object.entries(row).some(
    ([column, cell]) => (column === "customer_id" || isContactColumn(column)) && !isEmpty(cell),
  );
}

export function isContactOf(record: TableRecord, tenantId: TenantId, identity: ContactIdentity): boolean {
  return record.contacts[identity.column] === contactDigest(tenantId, identity);
}

/** Phone numbers are compared by their digits, so they need a country code. Other addresses ignore case. */
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
  by: Partial<Pick<TableRecord, "ownerId" | "written" | "writeKey" | "seed">> = {},
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
 * Writes a configuration's seed rows and returns the number of rows written. It skips a row that is unchanged or that a
 * tool has written since, so that a booking survives a correction of its slot. `id` names a row; without one, the
 * digest of its content does.
 */
export async function upsertRows(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  rows: readonly TableRow[],
): Promise<number> {
  const pendingWrites = await Promise.all(
    rows.map(async (row) => {
      const seed = digest(row);
      const rowId = String(row.id ?? seed.slice(0, 16));
      const id = recordId(table, rowId);
      const existing = await documents.get(tenantId, tableRows, id);
      if (existing !== undefined && (existing.data.seed === seed || existing.data.writeKey !== null)) return [];
      return [put(tableRows, id, toRecord(tenantId, table, rowId, row, { seed }))];
    }),
  );
  const writes = pendingWrites.flat();
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
const maxRows = 2000;

/**
 * Reads a table's rows page by page. `dates` selects a range of dates; `null` selects rows without a date. The tenant's
 * columns have no index, so at most 2,000 rows are read.
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
  for (let read = 0; read < maxRows; read += pageSize) {
    const page = await documents.query(tenantId, tableRows, { where, ...order, limit: pageSize, cursor });
    for (const item of page.items) yield item.data;
    cursor = page.nextCursor;
    if (cursor === undefined) return;
  }
}
