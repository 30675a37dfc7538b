import { z } from "zod";
import { titleOf } from "../naming.ts";
import { type Cell, type TableRow, type Tool, type ToolResult, toolKind } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { createCalendar } from "./calendar.ts";
import { DatabaseConfig } from "./database-config.ts";
import { writeRow } from "./database-write.ts";
import { type DayRange, openTable } from "./table-access.ts";
import { isContactColumn, type TableRecord } from "./tables.ts";

/**
 * Reads and writes the rows of one of the tenant's tables. In the table `customers`, a call sees only this
 * conversation's customer. The row is found by the channel's verified address, never by an argument.
 */
export const database = toolKind({
  kind: "database",
  config: DatabaseConfig,
  async create({ name, description, config }, { platform }, material) {
    const calendar = createCalendar(material.timeZone);
    const table = openTable(config, platform.documents, calendar);
    const all = columnsOf(config, material.tables[config.table] ?? []);
    // The proven identity fills it in. No call names another person.
    const columns = new Map([...all].filter(([name]) => name !== config.identity_column));
    const aboutCustomers = config.table === "customers";
    const daysAhead = config.date_range ?? (config.table === "appointments" ? 30 : undefined);
    const reads = config.permissions.includes("read");
    const writes = config.permissions.includes("write");
    const filters = aboutCustomers ? {} : optional(filterable(columns));
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
          values: z.object(optional(writable(columns, aboutCustomers))).optional(),
          ...(reads ? { where: z.object({ ...filters, ...days }).optional() } : {}),
        })
      : z.object({ ...filters, ...days });

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
            { config, documents: platform.documents, table, visibleRow: (row) => visibleRow(row, columns) },
            args,
            call,
          );
        if (aboutCustomers) {
          const own = await table.own(call);
          if (own.length === 0) return { content: { found: false, note: "This customer has no row yet." } };
          return result(
            name,
            own.map(({ data }) => visibleRow(data, columns)),
          );
        }
        const { date, day_offset, ...where } = (writes ? (args.where ?? {}) : args) as Record<string, Cell>;
        const range =
          daysAhead === undefined ? undefined : rangeOf(daysAhead, date, day_offset, calendar.dayOf(call.now));
        if (range === "outside")
          return { content: { error: `Only today and the next ${daysAhead} days can be searched.` } };
        const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
        return result(
          name,
          (await table.find(call, given, range)).map((record) => visibleRow(record, columns)),
        );
      },
    };
    return [tool];
  },
});

type Columns = ReadonlyMap<string, z.ZodType>;
type Column = readonly [string, z.ZodType];

/** The columns that the tenant names, or else those of its seed rows. The first seeded value gives a column's type. */
function columnsOf(config: DatabaseConfig, rows: readonly TableRow[]): Columns {
  const names = config.fields ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return new Map(
    names.map((name): Column => {
      const sample = rows.find((row) => row[name] !== undefined && row[name] !== null)?.[name];
      if (typeof sample === "number") return [name, z.number()];
      if (typeof sample === "boolean") return [name, z.boolean()];
      return [name, z.string().max(500)];
    }),
  );
}

const internal = new Set(["id", "customer_id", "day_offset", "date"]);

function filterable(columns: Columns): Columns {
  return new Map([...columns].filter(([name]) => !internal.has(name) && !isContactColumn(name)));
}

/** A customer's identity comes from the channel, so no call changes a contact in `customers`. */
function writable(columns: Columns, aboutCustomers: boolean): Columns {
  return new Map(
    [...columns].filter(
      ([name]) => (!internal.has(name) || name === "date") && !(aboutCustomers && isContactColumn(name)),
    ),
  );
}

function optional(columns: Columns): Record<string, z.ZodType> {
  return Object.fromEntries([...columns].map(([name, type]) => [name, type.optional()]));
}

function rangeOf(daysAhead: number, date: unknown, offset: unknown, today: string): DayRange | "outside" {
  const day =
    typeof date === "string" ? Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000) : Number(offset ?? -1);
  if (date === undefined && offset === undefined) return { from: 0, to: daysAhead };
  return day >= 0 && day <= daysAhead ? { from: day, to: day } : "outside";
}

/** The visible columns of a row. Without named or seeded columns, all but the internal ones. */
function visibleRow({ rowId, row }: TableRecord, columns: Columns): TableRow {
  const given = Object.entries(row).filter(
    ([name]) => name !== "id" && name !== "day_offset" && (columns.size === 0 || columns.has(name) || name === "date"),
  );
  return { row_id: rowId, ...Object.fromEntries(given) };
}

function result(name: string, rows: readonly TableRow[]): ToolResult {
  if (rows.length === 0) return { content: { rows: [], note: "Nothing was found." } };
  const text = JSON.stringify(rows).slice(0, 8000);
  return { content: { rows }, sources: [{ id: `tool:${name}`, title: titleOf(name), text }] };
}

function describe(name: string, { table }: DatabaseConfig, writes: boolean): string {
  if (table === "customers")
    return `${titleOf(name)}: what is on record about this customer. It takes no name or number.`;
  if (!writes) return `${titleOf(name)}: looks up ${titleOf(table).toLowerCase()}.`;
  return `${titleOf(name)}: looks up and changes ${titleOf(table).toLowerCase()}. Find first; change only what the customer confirmed.`;
}
