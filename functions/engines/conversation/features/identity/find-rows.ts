import type { CountryCode } from "libphonenumber-js/max";
import { readPhoneNumber } from "../../../../../shared/channels/addresses/read-phone-number.ts";
import { contactColumns } from "../../../../../shared/channels/definitions.ts";
import type { Documents, Stored } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { plainDigits } from "../../../../../shared/schema/plain-digits.ts";
import type { TableRow } from "../../../../../shared/tables/cell.ts";
import type { Table } from "../../../../../shared/tables/table.ts";
import {
  getRecord,
  type RowContact,
  recordsOfContact,
  type TableRecord,
} from "../../../../../shared/tables/table-rows.ts";
import { openTables } from "../../../../../shared/tables/tables.ts";

/** A row that somebody may prove to be theirs. */
export interface PersonRow {
  readonly key: string;
  readonly row: TableRow;
}

/** Rows that one contact or lookup may have. */
const mostRows = 10;

/**
 * The rows in which the column has the value: by the table's key at most one, by a contact or a lookup at most ten. The
 * configuration has no other column here (shared/config/checks/identity-checks.ts).
 */
export async function findRows(
  { documents, tables }: { readonly documents: Documents; readonly tables: Readonly<Record<string, Table>> },
  tenantId: TenantId,
  by: {
    readonly table: string;
    readonly column: string;
    readonly value: string;
    readonly country: CountryCode | undefined;
  },
): Promise<readonly PersonRow[]> {
  const { table, column, country } = by;
  const value = plainDigits(by.value).trim();
  const kind = contactColumns.get(column);
  if (kind !== undefined) {
    const spellings = kind === "phone" ? phoneSpellings(value, country) : [value];
    const contacts = spellings.map((spelling) => ({ column: kind, value: spelling }));
    const found = contacts.map((contact) => rowsOfContact(documents, tenantId, table, contact));
    return distinct((await Promise.all(found)).flat());
  }
  const declared = tables[table];
  const [keyColumn = "id"] = declared?.key ?? [];
  if (!declared || column === keyColumn) {
    const row = await rowOfId(documents, tenantId, table, value);
    return row === undefined ? [] : [row];
  }
  const where = { [column]: value };
  return personRows((await openTables(documents, tables).find(tenantId, table, where, { limit: mostRows })).rows);
}

/** With its country code and without it, as rows may have it. */
function phoneSpellings(written: string, country: CountryCode | undefined): readonly string[] {
  const phone = readPhoneNumber(written, country);
  return [...new Set(phone ? [phone.number, phone.nationalNumber] : [written])];
}

/** The rows that name this contact; at most ten. */
export async function rowsOfContact(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  contact: RowContact,
): Promise<readonly PersonRow[]> {
  return personRows(await recordsOfContact(documents, tenantId, table, contact));
}

function personRows(stored: readonly Stored<TableRecord>[]): readonly PersonRow[] {
  return stored.map(({ data: { rowId, row } }) => ({ key: rowId, row })).filter(isKept);
}

function distinct(rows: readonly PersonRow[]): readonly PersonRow[] {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/** People write an id in small or capital letters. */
async function rowOfId(
  documents: Documents,
  tenantId: TenantId,
  table: string,
  id: string,
): Promise<PersonRow | undefined> {
  const spellings = [...new Set([id, id.toUpperCase(), id.toLowerCase()])];
  const found = await Promise.all(spellings.map((spelling) => rowOfKey(documents, tenantId, { table, key: spelling })));
  return found.find((row) => row !== undefined);
}

/** The row that a proof is about, as it is now. Undefined when it is gone or its person was erased. */
export async function rowOfKey(
  documents: Documents,
  tenantId: TenantId,
  { table, key }: { readonly table: string; readonly key: string },
): Promise<PersonRow | undefined> {
  const stored = await getRecord(documents, tenantId, table, key);
  const found = stored && { key: stored.data.rowId, row: stored.data.row };
  return found && isKept(found) ? found : undefined;
}

/** An erasure leaves a seeded row empty. */
function isKept({ row }: PersonRow): boolean {
  return Object.keys(row).length > 0;
}
