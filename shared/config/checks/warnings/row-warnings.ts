import { contactColumns } from "../../../channels/definitions.ts";
import { type Cell, cellAt, type TableRow } from "../../../tables/cell.ts";
import { comparable } from "../../../tables/key-values.ts";
import type { Table } from "../../../tables/table.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";

/** Rows of the file that nobody will find, or that name a row which the file does not have. */
export function rowWarnings({ tables }: TenantConfig): readonly Explanation[] {
  return Object.entries(tables).flatMap(([name, table]) =>
    [...unknownRows(table, tables), ...(table.isDeclared ? [] : undeclaredRows(table))]
      .slice(0, mostRows)
      .map(({ index, column, ...rest }) => ({ ...rest, path: ["tables", name, "rows", index, column], at: "value" })),
  );
}

/** Of one table. */
const mostRows = 20;

type RowWarning = Pick<Explanation, "code" | "what" | "remedy"> & { readonly index: number; readonly column: string };

/** A table without rows is not judged: its rows come from elsewhere. */
function unknownRows({ columns, rows }: Table, tables: TenantConfig["tables"]): readonly RowWarning[] {
  return Object.entries(columns).flatMap(([column, { references }]) => {
    const known = references === undefined ? undefined : keysOf(tables[references]);
    if (known === undefined) return [];
    return rows.flatMap((row, index) => {
      const key = keyIn(cellAt(row, column));
      if (key === undefined || known.has(key)) return [];
      return [
        {
          index,
          column,
          code: "row-unknown",
          what: `is \`${String(cellAt(row, column))}\`, and no row of \`${references}\` in this file has that key`,
          remedy: `Correct it, or add the row to \`${references}\`, unless it is imported.`,
        },
      ];
    });
  });
}

/** Undefined for a table without rows, or with a key of several columns. */
function keysOf(table: Table | undefined): ReadonlySet<string> | undefined {
  const [only, ...more] = table?.key ?? [];
  if (table === undefined || only === undefined || more.length > 0 || table.rows.length === 0) return undefined;
  return new Set(table.rows.flatMap((row) => keyIn(cellAt(row, only)) ?? []));
}

function keyIn(cell: Cell | undefined): string | undefined {
  return typeof cell === "string" || typeof cell === "number" ? comparable(cell) : undefined;
}

/** A declared table refuses these itself. */
function undeclaredRows({ rows }: Table): readonly RowWarning[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row, index) => [...repeated(row, index, seen), ...unreadable(row, index)]);
}

function repeated(row: TableRow, index: number, seen: Map<string, number>): readonly RowWarning[] {
  const id = keyIn(cellAt(row, "id"));
  const first = id === undefined ? undefined : seen.get(id);
  if (id !== undefined && first === undefined) seen.set(id, index);
  if (first === undefined) return [];
  return [
    {
      index,
      column: "id",
      code: "row-repeated",
      what: `repeats the id of row ${first + 1}, so only one of the two is kept`,
      remedy: "Give each row an id of its own.",
    },
  ];
}

function unreadable(row: TableRow, index: number): readonly RowWarning[] {
  return Object.entries(row).flatMap(([column, cell]): readonly RowWarning[] => {
    if (typeof cell === "number" && contactColumns.has(column))
      return [
        {
          index,
          column,
          code: "contact-number",
          what: "is a number, so it is never equal to an address, which is a text",
          remedy: 'Put it in quotes, with + and the country code: "+919812345678".',
        },
      ];
    if (column === "day_offset" && cell !== null && !Number.isInteger(cell))
      return [
        {
          index,
          column,
          code: "day-unreadable",
          what: "counts days from today, and is no whole number",
          remedy: "Write 0 for today, 1 for tomorrow.",
        },
      ];
    return [];
  });
}
