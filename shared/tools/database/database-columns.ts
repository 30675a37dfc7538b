import type { z } from "zod";
import { contactColumns } from "../../channels/definitions.ts";
import { cellSchema } from "../../tables/cell-schema.ts";
import { type Column, columnOf } from "../../tables/column.ts";
import type { Table } from "../../tables/table.ts";
import { isContactColumn } from "../../tables/table-rows.ts";
import type { DatabaseConfig } from "./database-config.ts";

export type Columns = ReadonlyMap<string, Column>;

/**
 * The tool's table. One whose columns the tenant did not declare also has those that the tool names, as texts, and those
 * that the platform fills in.
 */
export function tableFor(config: DatabaseConfig, tables: Readonly<Record<string, Table>>): Table {
  const table = tables[config.table] ?? { columns: {}, isDeclared: false, key: [], lookups: [], rows: [] };
  // A rolling slot that is taken gets its day.
  const taken = Object.hasOwn(table.columns, "day_offset") ? { date: columnOf("date") } : {};
  if (table.isDeclared) return { ...table, columns: { ...taken, ...table.columns } };
  const named = [...(config.fields ?? []), ...(config.identity_column ? [config.identity_column] : [])];
  const filled = config.table === "customers" ? contactColumns.keys() : ["status"];
  const columns = Object.fromEntries([...named, ...filled].map((name) => [name, columnOf("text")]));
  return { ...table, columns: { ...columns, ...taken, ...table.columns } };
}

/** The columns that results and filters may have: those that the tenant names, or all, and none for operators only. */
export function readableColumns(config: DatabaseConfig, { columns }: Table, seeded: Table | undefined): Columns {
  const names = config.fields ?? Object.keys(seeded?.columns ?? {});
  return new Map(
    names.flatMap((name) => {
      const column = columns[name];
      return column === undefined || column.read === "operators" || name === config.identity_column
        ? []
        : [[name, column] as const];
    }),
  );
}

const internal = new Set(["id", "customer_id", "day_offset", "date"]);

/** A column by which rows are found has cells of a simple type. Whose a row is decides the channel, no filter. */
export function filters(columns: Columns): Record<string, z.ZodType> {
  return Object.fromEntries(
    [...columns].flatMap(([name, column]) => {
      const filtered = column.type === "list" && column.of ? column.of : column;
      const isFilter = !internal.has(name) && !isContactColumn(name) && column.read === "anyone" && !isNested(filtered);
      return isFilter ? [[name, cellSchema(filtered).optional()] as const] : [];
    }),
  );
}

/** A customer's identity comes from the channel, so no call changes a contact in `customers`. */
export function writableCells(columns: Columns, aboutCustomers: boolean): Record<string, z.ZodType> {
  return Object.fromEntries(
    [...columns].flatMap(([name, column]) => {
      const isWritable =
        (!internal.has(name) || name === "date") &&
        !(aboutCustomers && isContactColumn(name)) &&
        column.write === "agent";
      return isWritable ? [[name, cellSchema(column).optional()] as const] : [];
    }),
  );
}

function isNested({ type }: Column): boolean {
  return ["list", "map", "object", "json"].includes(type);
}
