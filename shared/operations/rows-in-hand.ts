import type { Stored } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import type { TableRow } from "../tables/cell.ts";
import type { KeyValues } from "../tables/key-values.ts";
import { rowIdFrom } from "../tables/row-key.ts";
import type { TableRecord } from "../tables/table-rows.ts";
import type { RowChange, Tables } from "../tables/tables.ts";
import { Refused } from "./refused.ts";

/** The rows of one run: each is read once, and its changes add up to one write. */
export interface RowsInHand {
  row(table: string, key: KeyValues): Promise<TableRow | null>;
  /** Takes rows that a search found. */
  found(table: string, rows: readonly Stored<TableRecord>[]): readonly TableRow[];
  insert(table: string, row: TableRow): void;
  update(table: string, key: KeyValues, change: (row: TableRow) => TableRow): Promise<void>;
  remove(table: string, key: KeyValues): Promise<void>;
  changes(): readonly RowChange[];
}

interface Held {
  readonly table: string;
  readonly before: Stored<TableRecord> | undefined;
  /** Null: deleted, or not there. */
  row: TableRow | null;
}

export function rowsInHand(tables: Tables, tenantId: TenantId): RowsInHand {
  const held = new Map<string, Held>();
  const inserted: Extract<RowChange, { type: "insert" }>[] = [];
  const idOf = (table: string, rowId: string) => JSON.stringify([table, rowId]);

  async function hold(table: string, key: KeyValues): Promise<Held> {
    const id = idOf(table, rowIdFrom(key));
    const known = held.get(id);
    if (known) return known;
    const before = await tables.get(tenantId, table, key);
    const own = held.get(id) ?? { table, before, row: before?.data.row ?? null };
    held.set(id, own);
    return own;
  }

  async function change(table: string, key: KeyValues, next: (row: TableRow) => TableRow | null): Promise<void> {
    const own = await hold(table, key);
    if (own.row === null) throw new Refused(`There is no ${rowIdFrom(key)} in ${table}.`);
    own.row = next(own.row);
  }

  return {
    row: async (table, key) => (await hold(table, key)).row,
    found(table, rows) {
      return rows.flatMap((stored) => {
        const id = idOf(table, stored.data.rowId);
        const own = held.get(id) ?? { table, before: stored, row: stored.data.row };
        held.set(id, own);
        return own.row === null ? [] : [own.row];
      });
    },
    insert: (table, row) => void inserted.push({ type: "insert", table, row }),
    update: change,
    remove: (table, key) => change(table, key, () => null),
    changes() {
      const changed = [...held.values()].flatMap(({ table, before, row }): RowChange[] => {
        if (before === undefined || row === before.data.row) return [];
        return row === null ? [{ type: "delete", table, before }] : [{ type: "update", table, before, row }];
      });
      return [...changed, ...inserted];
    },
  };
}
