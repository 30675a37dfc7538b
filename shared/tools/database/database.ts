import { z } from "zod";
import { titleOf } from "../../schema/title-of.ts";
import type { Cell, TableRow } from "../../tables/cell.ts";
import type { TableRecord } from "../../tables/table-rows.ts";
import { openTables } from "../../tables/tables.ts";
import { type Tool, type ToolResult, toolKind } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { createCalendar } from "./calendar.ts";
import { type Columns, filters, readableColumns, tableFor, writableCells } from "./database-columns.ts";
import { DatabaseConfig } from "./database-config.ts";
import { writeRow } from "./database-write.ts";
import { type DayRange, isOwn, openTable } from "./table-access.ts";

/**
 * Reads and writes the rows of one of the tenant's tables. In the table `customers`, a call sees only this
 * conversation's customer. The row is found by the channel's verified address, never by an argument.
 */
export const database = toolKind({
  kind: "database",
  config: DatabaseConfig,
  async create({ name, description, config }, { platform }, material) {
    const calendar = createCalendar(material.timeZone);
    const { documents } = platform;
    const own = tableFor(config, material.tables);
    const tables = openTables(documents, { ...material.tables, [config.table]: own });
    const table = openTable(config, { documents, tables, calendar });
    const columns = readableColumns(config, own, material.tables[config.table]);
    const aboutCustomers = config.table === "customers";
    const daysAhead = config.date_range ?? (config.table === "appointments" ? 30 : undefined);
    const reads = config.permissions.includes("read");
    const writes = config.permissions.includes("write");
    const wanted = aboutCustomers ? {} : filters(columns);
    const days =
      daysAhead === undefined || aboutCustomers
        ? {}
        : {
            date: z.iso.date().optional().describe("YYYY-MM-DD; leave out to see every day there is"),
            day_offset: z.number().int().min(0).max(daysAhead).optional().describe("Days from today, 0 being today"),
          };
    const parameters = writes
      ? z.object({
          action: z.literal(reads ? ["find", "create", "update"] : ["create", "update"]),
          row_id: z.string().max(200).optional().describe("For update: the row_id that find gave"),
          values: z.strictObject(writableCells(columns, aboutCustomers)).optional(),
          ...(reads ? { where: z.strictObject({ ...wanted, ...days }).optional() } : {}),
        })
      : z.object({ ...wanted, ...days });

    const tool: Tool = {
      name,
      description: description ?? describe(name, config, writes),
      parameters: zodParameters(parameters),
      sideEffects: writes,
      reconcile: "repeat",
      async execute(args, call): Promise<ToolResult> {
        const action = writes ? args.action : "find";
        if (action === "create" || action === "update")
          return writeRow(
            { config, documents, tables, table, visibleRow: (record) => visibleRow(record, columns) },
            args,
            call,
          );
        if (aboutCustomers) {
          const rows = await table.own(call);
          if (rows.length === 0) return { content: { found: false, note: "This customer has no row yet." } };
          return result(name, { rows: rows.map(({ data }) => visibleRow(data, columns, true)), more: false });
        }
        const { date, day_offset, ...where } = (writes ? (args.where ?? {}) : args) as Record<string, Cell>;
        const range =
          daysAhead === undefined ? undefined : rangeOf(daysAhead, date, day_offset, calendar.dayOf(call.now));
        if (range === "outside")
          return { content: { error: `Only today and the next ${daysAhead} days can be searched.` } };
        const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
        const { records, more } = await table.find(call, given, range);
        const rows = records.map((record) => visibleRow(record, columns, isOwn(record, call, config)));
        return result(name, { rows, more });
      },
    };
    return [tool];
  },
});

function rangeOf(daysAhead: number, date: unknown, offset: unknown, today: string): DayRange | "outside" {
  const day =
    typeof date === "string" ? Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000) : Number(offset ?? -1);
  if (date === undefined && offset === undefined) return { from: 0, to: daysAhead };
  return day >= 0 && day <= daysAhead ? { from: day, to: day } : "outside";
}

/** The visible columns of a row. Without named or seeded columns, all but the internal ones. */
function visibleRow({ rowId, row }: TableRecord, columns: Columns, isOwn = true): TableRow {
  const isVisible = (name: string) => {
    const read = columns.get(name)?.read ?? (columns.size === 0 || name === "date" ? "anyone" : "operators");
    return name !== "id" && name !== "day_offset" && (read === "anyone" || (read === "owner" && isOwn));
  };
  return { row_id: rowId, ...Object.fromEntries(Object.entries(row).filter(([name]) => isVisible(name))) };
}

const moreNote = "There are more rows than these. Narrow the search before you say what there is.";

function result(
  name: string,
  { rows, more }: { readonly rows: readonly TableRow[]; readonly more: boolean },
): ToolResult {
  if (rows.length === 0) return { content: { rows: [], note: more ? notAllNote : "Nothing was found." } };
  const text = JSON.stringify(rows).slice(0, 8000);
  const content = more ? { rows, more, note: moreNote } : { rows };
  return { content, sources: [{ id: `tool:${name}`, title: titleOf(name), text }] };
}

const notAllNote = "Nothing was found among the rows that were searched, and there are more. Narrow the search.";

function describe(name: string, { table }: DatabaseConfig, writes: boolean): string {
  if (table === "customers")
    return `${titleOf(name)}: what is on record about this customer. It takes no name or number.`;
  if (!writes) return `${titleOf(name)}: looks up ${titleOf(table).toLowerCase()}.`;
  return `${titleOf(name)}: looks up and changes ${titleOf(table).toLowerCase()}. Find first; change only what the customer confirmed.`;
}
