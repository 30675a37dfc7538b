import { z } from "zod";
import { type ContactColumn, channels, contactColumns } from "../channels/definitions.ts";
import type { Collection, Documents, QueryCondition, Stored } from "../platform/documents.ts";
import { erasedCustomerId, mentions, type Person } from "../platform/personal-data.ts";
import type { TenantId } from "../platform/tenant.ts";
import { type Cell, isEmptyCell, type TableRow } from "./cell.ts";
import { digestOf } from "./row-key.ts";
import { mostLookups } from "./table.ts";

/** The kinds of contact that identify a person, from the channels' definitions. */
const contactKinds: readonly ContactColumn[] = [...new Set(contactColumns.values())];

const lookupFields = Array.from({ length: mostLookups }, (_, index) => `l${index}` as const);

/** The field of `lookups` that holds a lookup's entry. */
export function lookupKey(index: number): (typeof lookupFields)[number] {
  const key = lookupFields[index];
  if (key === undefined) throw new Error(`A table has at most ${mostLookups} lookups.`);
  return key;
}

const columnOfKind: ReadonlyMap<string, ContactColumn> = new Map(
  Object.values(channels).map(({ identity }) => [identity.kind, identity.column]),
);

const TableRecord = z.object({
  table: z.string(),
  rowId: z.string(),
  row: z.record(z.string(), z.unknown()) as z.ZodType<Record<string, Cell>>,
  /** `row.date` (YYYY-MM-DD), for range queries; null without a date. */
  date: z.string().nullable(),
  /** Digests of the person's addresses in the row. They can be searched but not read at rest. */
  contacts: z.record(z.literal(contactKinds), z.string().nullable().default(null)),
  /** By the place of a lookup in the table's list: where its values find the row. Rows of older releases have none. */
  lookups: z.record(z.literal(lookupFields), z.string().nullable().default(null)).prefault({} as never),
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
    ...lookupFields.map((field) => [`lookups.${field}`]),
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
 * row stays empty and without lookups, because it would otherwise be seeded again.
 */
function withoutOwner(record: TableRecord, person: Person): TableRecord | undefined {
  if (record.seed === null) return undefined;
  const kept = record.table !== "customers" && record.ownerId !== null && !mentions(record.rowId, person);
  const row: TableRecord["row"] = kept ? slotOf(record) : {};
  const contacts = Object.fromEntries(contactKinds.map((column) => [column, null])) as TableRecord["contacts"];
  const lookups = kept ? record.lookups : noLookups;
  const date = kept ? record.date : null;
  return { ...record, row, contacts, lookups, date, ownerId: null, writeKey: erasedCustomerId };
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

/** Whether the row names a customer, by a contact or by the tenant's `customer_id`. */
export function namesCustomer(row: TableRow): boolean {
  return Object.entries(row).some(
    ([column, cell]) => (column === "customer_id" || isContactColumn(column)) && !isEmptyCell(cell),
  );
}

/** A contact of a person, as a column and a value. */
export interface RowContact {
  readonly column: ContactColumn;
  readonly value: string;
}

export function isContactOf(record: TableRecord, tenantId: TenantId, contact: RowContact): boolean {
  return record.contacts[contact.column] === contactDigest(tenantId, contact);
}

/** Phone numbers are compared by their digits, so they need a country code. Other addresses ignore case. */
export function contactDigest(tenantId: TenantId, { column, value }: RowContact): string {
  const plain = column === "phone" ? value.replace(/\D/g, "") : value.trim().toLowerCase();
  return digestOf([tenantId, column, plain]);
}

export function recordId(table: string, rowId: string): string {
  const id = `${table}:${encodeURIComponent(rowId)}`;
  return id.length <= 300 ? id : `${table}:${digestOf(rowId)}`;
}

/** A row as it is stored. `by` is what the platform notes with it. */
export function toRecord(
  tenantId: TenantId,
  table: string,
  rowId: string,
  row: TableRow,
  by: Partial<Omit<TableRecord, "table" | "rowId" | "row" | "date">> = {},
): TableRecord {
  const date = typeof row.date === "string" ? row.date : null;
  const contacts = contactsIn(tenantId, row);
  return { table, rowId, row, date, contacts, lookups: noLookups, ownerId: null, writeKey: null, seed: null, ...by };
}

/** Whom the row names, by the kind of contact. */
export function contactsIn(tenantId: TenantId, row: TableRow): TableRecord["contacts"] {
  const contacts = Object.fromEntries(contactKinds.map((column) => [column, null])) as TableRecord["contacts"];
  for (const [column, cell] of Object.entries(row)) {
    const kind = contactColumns.get(column);
    if (kind !== undefined && !isEmptyCell(cell))
      contacts[kind] ??= contactDigest(tenantId, { column: kind, value: String(cell) });
  }
  return contacts;
}

const noLookups = lookupsFrom([]);

/** The entries of `lookupEntries` as they are stored. */
export function lookupsFrom(entries: readonly (string | null)[]): TableRecord["lookups"] {
  return Object.fromEntries(
    lookupFields.map((field, index) => [field, entries[index] ?? null]),
  ) as TableRecord["lookups"];
}

export async function getRecord(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  rowId: string,
): Promise<Stored<TableRecord> | undefined> {
  return documents.get(tenantId, tableRows, recordId(table, rowId));
}

/** The rows of a table that name this person; at most 10. */
export async function recordsOfContact(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  contact: RowContact,
): Promise<readonly Stored<TableRecord>[]> {
  const where: QueryCondition[] = [
    ["table", "==", table],
    [`contacts.${contact.column}`, "==", contactDigest(tenantId, contact)],
  ];
  return (await documents.query(tenantId, tableRows, { where, limit: 10 })).items;
}
