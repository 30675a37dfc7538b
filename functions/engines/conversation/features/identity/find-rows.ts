import type { CountryCode } from "libphonenumber-js/max";
import { contactColumns } from "../../../../../shared/channels/definitions.ts";
import { readPhoneNumber } from "../../../../../shared/channels/read-phone-number.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { TableRow } from "../../../../../shared/tables/cell.ts";
import { getRecord, recordsOfContact } from "../../../../../shared/tables/table-rows.ts";
import { plainDigits } from "../data-collection/detect/plain-digits.ts";

/** A row that somebody may prove to be theirs. */
export interface PersonRow {
  readonly key: string;
  readonly row: TableRow;
}

/** The rows in which the column has the value: by `id` at most one, by a contact at most ten. */
export async function findRows(
  documents: Documents,
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
  if (kind === undefined) {
    const row = await rowOfId(documents, tenantId, table, value);
    return row === undefined ? [] : [row];
  }
  const address = kind === "phone" ? (readPhoneNumber(value, country)?.number ?? value) : value;
  const found = await recordsOfContact(documents, tenantId, table, { column: kind, value: address });
  return found.map(({ data: { rowId, row } }) => ({ key: rowId, row })).filter(isKept);
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
