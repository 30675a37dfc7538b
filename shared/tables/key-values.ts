import { normalized } from "../schema/bounded-text.ts";
import { type Cell, cellAt, isEmptyCell, type TableRow } from "./cell.ts";

/** The values of a key or of a lookup, in the order of its columns. */
export type KeyValues = readonly (string | number | boolean)[];

/** Undefined when a value is missing: such a row is in no lookup. */
export function valuesOf(columns: readonly string[], row: TableRow): KeyValues | undefined {
  const values = columns.map((column) => cellAt(row, column));
  return values.every(isKeyValue) ? values : undefined;
}

function isKeyValue(cell: Cell | undefined): cell is string | number | boolean {
  return !isEmptyCell(cell) && typeof cell !== "object";
}

/** Texts are found in any letter case and spacing, as people write them. */
export function comparable(value: string | number | boolean): string {
  return typeof value === "string"
    ? normalized(value, "NFKC").trim().replace(/\s+/g, " ").toLowerCase()
    : String(value);
}
