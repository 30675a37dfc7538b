import { createHash } from "node:crypto";
import type { TenantIds } from "../platform/tenant-ids.ts";
import type { TableRow } from "./cell.ts";
import { comparable, type KeyValues, valuesOf } from "./key-values.ts";
import { type Lookup, mostLookups, type Table } from "./table.ts";

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
export function lookupEntries(
  ids: TenantIds,
  name: string,
  { lookups }: Table,
  row: TableRow,
): readonly (string | null)[] {
  return Array.from({ length: mostLookups }, (_, index) => {
    const lookup = lookups[index];
    const values = lookup && valuesOf(lookup.columns, row);
    return lookup && values ? lookupEntry(ids, name, lookup, values) : null;
  });
}

export function lookupEntry(ids: TenantIds, name: string, { columns }: Lookup, values: KeyValues): string {
  return ids.of("table-lookup", name, columns.join(), ...values.map(comparable));
}

export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
