import { z } from "zod";
import { absent, type Collection, type Documents, put, remove, type Write } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { Table } from "./table.ts";
import { getRecord, lookupKey, type TableRecord } from "./table-rows.ts";

const UniqueKey = z.object({ table: z.string(), rowId: z.string() });

/** Which row has the values of a unique lookup. The id is the lookup's entry, so two rows never have the same. */
export const uniqueKeys: Collection<z.infer<typeof UniqueKey>> = {
  name: "table-keys",
  schema: UniqueKey,
  indexes: [],
  confidential: false,
  personal: "nothing",
};

/**
 * The writes that move a row's unique values from `before` to `after`; either is null without a row. Undefined when
 * another row has one of them. A key whose row is gone or has other values is free.
 */
export async function claimKeys(
  documents: Documents,
  tenantId: TenantId,
  { before, after }: { readonly before: KeyedRow | null; readonly after: KeyedRow | null },
): Promise<readonly Write[] | undefined> {
  const [old, next] = [before?.entries ?? [], after?.entries ?? []];
  const freed = old.filter((entry) => !next.includes(entry)).map((entry) => remove(uniqueKeys, entry));
  const claims: Write[] = [];
  for (const entry of next.filter((each) => !old.includes(each))) {
    if (after === null) break;
    const holder = await documents.get(tenantId, uniqueKeys, entry);
    if (holder && (await isHeld(documents, tenantId, { entry, holder: holder.data, after }))) return undefined;
    const { table, rowId } = after;
    claims.push(put(uniqueKeys, entry, { table, rowId }, { ifVersion: holder?.version ?? absent }));
  }
  return [...freed, ...claims];
}

export interface KeyedRow extends Pick<TableRecord, "table" | "rowId"> {
  /** Of its unique lookups. */
  readonly entries: readonly string[];
}

export function keyedRow({ lookups }: Table, { table, rowId, lookups: stored }: TableRecord): KeyedRow {
  const entries = lookups.flatMap(({ unique }, index) => (unique ? (stored[lookupKey(index)] ?? []) : []));
  return { table, rowId, entries };
}

/** The claims of rows that are there already, whoever held them. */
export function heldKeys({ table, rowId, entries }: KeyedRow): readonly Write[] {
  return entries.map((entry) => put(uniqueKeys, entry, { table, rowId }));
}

/** A row that has other values by now, as after a new configuration, holds its old ones no longer. */
async function isHeld(
  documents: Documents,
  tenantId: TenantId,
  {
    entry,
    holder,
    after,
  }: { readonly entry: string; readonly holder: z.infer<typeof UniqueKey>; readonly after: KeyedRow },
): Promise<boolean> {
  if (holder.rowId === after.rowId) return false;
  const row = await getRecord(documents, tenantId, holder.table, holder.rowId);
  return row !== undefined && Object.values(row.data.lookups).includes(entry);
}
