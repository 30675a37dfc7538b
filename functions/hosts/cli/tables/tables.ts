import { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { RowView, TableView } from "../../../engines/tables/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { note, print, printJson, printTable, shortenLine } from "../output.ts";

export async function listTables(options: ServerOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const { items } = await api.get("/v1/tables", { query: {}, reply: z.object({ items: z.array(TableView) }) });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("No active configuration has a table.");
  printTable(
    ["table", "key", "columns", "found by"],
    items.map(({ name, key, columns, lookups }) => [
      name,
      key.join(", "),
      shortenLine(Object.keys(columns).join(", "), 60),
      lookups.map((lookup) => lookup.columns.join(" + ")).join(", "),
    ]),
  );
}

export async function listRows(
  options: ServerOptions & ListOptions & { readonly table: string; readonly where?: string },
): Promise<void> {
  const { table, where, limit, json } = options;
  const api = await connect(options);
  const { items, more } = await collect(limit, async (paging) => {
    const query = { ...paging, where };
    const page = await api.get("/v1/tables/:table/rows", { params: { table }, query, reply: pageOf(RowView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (json) return printJson(items);
  if (items.length === 0) return print(`${table} has no such rows.`);
  const columns = [...new Set(items.flatMap(({ row }) => Object.keys(row)))];
  printTable(
    ["id", ...columns],
    items.map(({ id, row }) => [id, ...columns.map((column) => shortenLine(cellText(row[column]), 30))]),
  );
  if (more) note(`There are more. Use --limit ${limit * 2}, or \`tables export\`.`);
}

/** A cell as people read it: nested ones as JSON. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
