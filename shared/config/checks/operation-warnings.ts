import { contactColumns } from "../../channels/definitions.ts";
import { expressionOf } from "../../operations/expression.ts";
import { namesIn } from "../../operations/names-in.ts";
import type { Operation } from "../../operations/operation-section.ts";
import type { Table } from "../../tables/table.ts";
import type { Explanation } from "../explain.ts";
import type { TenantConfig } from "../schema.ts";

/** Operations by which anybody can read or change what belongs to one customer. */
export function operationWarnings({ operations, tables, identity }: TenantConfig): readonly Explanation[] {
  return operations.flatMap((operation, index) => {
    const table = tablesOf(operation).find((name) => isPersonal(tables[name], name, identity?.table));
    if (table === undefined || asksWho(operation)) return [];
    return {
      code: "operation-for-anybody",
      path: ["operations", index],
      at: "value" as const,
      what: `works on \`${table}\`, which holds customers' data, for anybody who names a row`,
      remedy: "Give it `identity: verified`, or a rule about `identity` or `customer` in `require`.",
    };
  });
}

function tablesOf({ read, write }: Operation): readonly string[] {
  return [
    ...Object.values(read).map(({ table }) => table),
    ...write.flatMap(({ update, delete: removed }) => update ?? removed ?? []),
  ];
}

function isPersonal(table: Table | undefined, name: string, persons: string | undefined): boolean {
  const columns = Object.entries(table?.columns ?? {});
  return (
    name === persons ||
    columns.some(
      ([column, { references }]) =>
        column === "customer_id" || contactColumns.has(column) || (references !== undefined && references === persons),
    )
  );
}

/** Whether who the customer is decides what the operation does. */
function asksWho({ identity, require, read }: Operation): boolean {
  if (identity !== undefined) return true;
  const texts = [
    ...require.map(({ that }) => that),
    ...Object.values(read).flatMap(({ key = [], where = {} }) => [...key, ...Object.values(where)]),
  ];
  return texts.some((text) => {
    const names = namesIn(expressionOf(text).ast, "read");
    return names.has("identity") || names.has("customer");
  });
}
