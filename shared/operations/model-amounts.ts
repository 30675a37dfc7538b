import type { ASTNode } from "@marcbachmann/cel-js";
import type { Column } from "../tables/column.ts";
import type { Table } from "../tables/table.ts";
import { expressionOf } from "./expression.ts";
import { namesIn } from "./names-in.ts";
import type { Operation } from "./operation-section.ts";
import type { Place } from "./place.ts";

/** Types of parameters that may hold an amount. */
const amountTypes: ReadonlySet<Column["type"]> = new Set([
  "integer",
  "number",
  "money",
  "list",
  "map",
  "object",
  "json",
]);

/**
 * Why an amount of money may not be written: it comes from a parameter, that is from the model, and no rule of the
 * operation limits that parameter. Undefined for what is not money, or comes from rows.
 */
export function amountProblem(
  operation: Operation,
  {
    place,
    table,
    value,
    change,
  }: {
    readonly place: Place;
    readonly table: Table;
    readonly value: ASTNode;
    readonly change: "row" | "set" | "append" | "increment";
  },
): string | undefined {
  const column = columnAt(table, place);
  const written = change === "append" ? column?.of : column;
  const unlimited = written ? unlimitedIn(operation, written, value) : undefined;
  if (unlimited === undefined) return undefined;
  return `is money, and comes from the model's \`${unlimited}\`\nCompute it from rows, or limit \`${unlimited}\` by a rule in \`require\`.`;
}

/** The column of a place. Its parts by index or name are items of a list or a map. */
function columnAt({ columns }: Table, [name, ...parts]: Place): Column | undefined {
  return parts.reduce<Column | undefined>(
    (column, part) => (column?.fields && typeof part === "string" ? column.fields[part] : column?.of),
    columns[name],
  );
}

function unlimitedIn(operation: Operation, column: Column, value: ASTNode): string | undefined {
  if (column.type === "money") {
    const limited = limitedParameters(operation);
    return [...originsOf(operation, value)].find((name) => {
      const parameter = operation.parameters[name];
      return parameter !== undefined && amountTypes.has(parameter.type) && !limited.has(name);
    });
  }
  if (value.op !== "map" || column.fields === undefined) return undefined;
  for (const [name, part] of value.args) {
    const key = name.op === "id" ? name.args : name.op === "value" ? String(name.args) : "";
    const field = column.fields[key];
    const found = field && unlimitedIn(operation, field, part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function limitedParameters(operation: Operation): ReadonlySet<string> {
  return new Set(operation.require.flatMap(({ that }) => [...originsOf(operation, expressionOf(that).ast)]));
}

/** The names that a value comes from, through computed values. */
function originsOf(operation: Operation, node: ASTNode, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const names = [...namesIn(node)].filter((name) => !seen.has(name));
  return new Set(
    names.flatMap((name) => {
      const text = Object.hasOwn(operation.compute, name) ? operation.compute[name] : undefined;
      return text === undefined ? [name] : [...originsOf(operation, expressionOf(text).ast, new Set([...seen, name]))];
    }),
  );
}
