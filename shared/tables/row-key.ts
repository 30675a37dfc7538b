import { createHash } from "node:crypto";
import type { TenantIds } from "../platform/tenant-ids.ts";
import { type Cell, isEmptyCell, type TableRow } from "./cell.ts";
import { type Lookup, mostLookups, type Table } from "./table.ts";

/** The values of a key or of a lookup, in the order of its columns. */
export type KeyValues = readonly (string | number | boolean)[];

/** The name of the row within its table. Undefined when a part of the key is missing. */
export function rowIdOf({ key }: Pick<Table, "key">, row: TableRow): string | undefined {
  if (key.length === 0) return digestOf(row).slice(0, 16);
  const values = valuesOf(key, row);
  return values && rowIdFrom(values);
}

/** Of one part, its text. Of several, their texts with `|` between them. */
export function rowIdFrom(values: KeyValues): string {
  if (values.length === 1) return String(values[0]);
  return values.map((value) => String(value).replace(/[\\|]/g, "\\$&")).join("|");
}

/** Where a row is found by its lookups, in their order. Keyed by the tenant, because a value may be a phone number. */
export function lookupEntries(ids: TenantIds, name: string, { lookups }: Table, row: TableRow): readonly (string | null)[] {
  return Array.from({ length: mostLookups }, (_, index) => {
    const lookup = lookups[index];
    const values = lookup && valuesOf(lookup.columns, row);
    return lookup && values ? lookupEntry(ids, name, lookup, values) : null;
  });
}

export function lookupEntry(ids: TenantIds, name: string, { columns }: Lookup, values: KeyValues): string {
  return ids.of("table-lookup", name, columns.join(), ...values.map(comparable));
}

/** Undefined when a value is missing: such a row is in no lookup. */
export function valuesOf(columns: readonly string[], row: TableRow): KeyValues | undefined {
  const values = columns.map((column) => row[column]);
  return values.every(isKeyValue) ? values : undefined;
}

function isKeyValue(cell: Cell | undefined): cell is string | number | boolean {
  return !isEmptyCell(cell) && typeof cell !== "object";
}

/** Texts are found in any letter case and spacing, as people write them. */
export function comparable(value: string | number | boolean): string {
  return typeof value === "string" ? value.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase() : String(value);
}

export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
