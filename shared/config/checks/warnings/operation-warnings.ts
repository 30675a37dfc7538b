import { contactColumns } from "../../../channels/definitions.ts";
import { expressionOf } from "../../../operations/expression.ts";
import { namesIn } from "../../../operations/names-in.ts";
import type { Operation } from "../../../operations/operation-section.ts";
import type { Table } from "../../../tables/table.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";

/** Operations that are open to anybody, and parts of operations that have no effect. */
export function operationWarnings(config: TenantConfig): readonly Explanation[] {
  return [...openOperations(config), ...config.operations.flatMap(idleParts)];
}

/** Parameters that the model must give for nothing, and rules that always hold or never do. */
function idleParts(operation: Operation, index: number): readonly Explanation[] {
  const read = new Set(expressionsOf(operation).flatMap((text) => [...namesIn(expressionOf(text).ast, "read")]));
  const unused = Object.keys(operation.parameters).filter((name) => !read.has(name));
  const fixed = operation.require.flatMap(({ that }, at) =>
    namesIn(expressionOf(that).ast, "read").size === 0 ? [at] : [],
  );
  return [
    ...unused.map(
      (name): Explanation => ({
        code: "parameter-unused",
        path: ["operations", index, "parameters", name],
        at: "key",
        what: "is a parameter that no expression reads, so the agent asks for it in vain",
        remedy: "Use it, or remove it.",
      }),
    ),
    ...fixed.map(
      (at): Explanation => ({
        code: "condition-constant",
        path: ["operations", index, "require", at, "that"],
        at: "value",
        what: "reads nothing, so it is the same for every call",
        remedy: "Name a parameter, a row, or what else the rule is about.",
      }),
    ),
  ];
}

function expressionsOf({ read, compute, require, show, write, returns }: Operation): readonly string[] {
  const parts = [...Object.values(read), ...write].flatMap(({ key, for_each, ...part }) => [
    ...(key ?? []),
    ...Object.values({ ...for_each, ...("where" in part ? part.where : {}) }),
  ]);
  const changes = write.flatMap(({ row, set, append, increment, when }) => [
    ...(when === undefined ? [] : [when]),
    ...[row, set, append, increment].flatMap((cells) => Object.values(cells ?? {})),
    // A place in a cell reads what chooses it: dates[day].seats.
    ...[set, append, increment].flatMap((cells) => Object.keys(cells ?? {})),
  ]);
  const told = typeof returns === "string" ? [returns] : Object.values(returns ?? {});
  const rules = require.map(({ that }) => that);
  return [...parts, ...changes, ...told, ...rules, ...Object.values(compute), ...Object.values(show ?? {})];
}

/** Operations by which anybody can read or change what belongs to one customer. */
function openOperations({ operations, tables, identity }: TenantConfig): readonly Explanation[] {
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
