import { z } from "zod";
import type { Stored } from "../../../shared/platform/documents.ts";
import type { Cell, TableRow } from "../../../shared/tables/cell.ts";
import type { Table } from "../../../shared/tables/table.ts";
import type { TableRecord } from "../../../shared/tables/table-rows.ts";

/** A row of a request. Its cells are checked against the columns of its table. */
export const RowBody: z.ZodType<TableRow> = z.record(z.string().max(64), z.json() as z.ZodType<Cell>);

export const TableView = z
  .object({
    name: z.string().describe("The table's name in the configuration."),
    description: z.string().nullable().describe("What its rows are."),
    key: z.array(z.string()).describe("The columns whose values name a row. Empty when content names it."),
    lookups: z
      .array(
        z.object({
          columns: z.array(z.string()).describe("Columns, or places in them such as address.zip."),
          unique: z.boolean().describe("True when no two rows may have the same values."),
        }),
      )
      .describe("Columns by whose values rows are found in a table of any size."),
    columns: z.record(z.string(), z.json()).describe("The columns as docs/tables.md describes them, by name."),
  })
  .meta({ id: "Table" });

export const RowView = z
  .object({
    id: z.string().describe("Names the row in its table: the value of its key, or several with | between them."),
    version: z.string().describe("Changes with every write of the row."),
    row: z.record(z.string(), z.json()).describe("The row's cells by column."),
  })
  .meta({ id: "TableRow" });

export function tableView(name: string, { description, key, lookups, columns }: Table): z.infer<typeof TableView> {
  return {
    name,
    description: description ?? null,
    key: [...key],
    lookups: lookups.map((lookup) => ({ columns: [...lookup.columns], unique: lookup.unique })),
    columns: JSON.parse(JSON.stringify(columns)),
  };
}

export function rowView({ data, version }: Stored<TableRecord>): z.infer<typeof RowView> {
  return { id: data.rowId, version, row: data.row as z.infer<typeof RowView>["row"] };
}
