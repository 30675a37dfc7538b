import type { ASTNode } from "@marcbachmann/cel-js";
import { type Column, columnOf } from "../tables/column.ts";
import type { Table } from "../tables/table.ts";
import { expressionOf } from "./expression.ts";
import { namesIn } from "./names-in.ts";
import type { Operation, WritePart } from "./operation-section.ts";
import type { Place } from "./place.ts";

interface Written {
  readonly place: Place;
  readonly table: Table;
  readonly value: ASTNode;
  readonly change: "row" | "set" | "append" | "increment";
  readonly forEach: WritePart["for_each"];
}

/**
 * Why an amount of money may not be written: it comes from a parameter, that is from the model, and no rule of the
 * operation limits that parameter. Undefined for what is not money, or comes from rows.
 */
export function amountProblem(
  operation: Operation,
  { place, table, value, change, forEach = {} }: Written,
): string | undefined {
  const column = columnAt(table, place);
  const written = change === "append" ? column?.of : column;
  const items = new Map(Object.entries(forEach).map(([name, text]) => [name, expressionOf(text).ast]));
  const unlimited = written && unlimitedIn(written, value, { operation, items });
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

interface Reading {
  readonly operation: Operation;
  /** The lists of names that stand for one of their items. */
  readonly items: ReadonlyMap<string, ASTNode>;
}

/** The unlimited parameter that an amount of money in this value comes from. Lists and maps are looked into. */
function unlimitedIn(column: Column, value: ASTNode, reading: Reading): string | undefined {
  if (!holds(column, isMoney)) return undefined;
  const first = (parts: readonly (readonly [Column | undefined, ASTNode, Reading?])[]) => {
    for (const [of, part, within = reading] of parts) {
      const found = of && unlimitedIn(of, part, within);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (value.op) {
    case "id": {
      const [source, within] = sourceOf(value.args, reading);
      if (source === undefined) break;
      const isItem = reading.items.has(value.args);
      return unlimitedIn(isItem ? columnOf("list", { of: column }) : column, source, within);
    }
    case "map":
      if (column.type === "money") break;
      return first(value.args.map(([name, part]) => [column.fields?.[fieldOf(name)] ?? column.of, part]));
    case "list":
      return first(value.args.map((part) => [column.of, part]));
    case "?:":
      return first([
        [column, value.args[1]],
        [column, value.args[2]],
      ]);
    case "+":
      if (column.type !== "list") break;
      return first(value.args.map((part) => [column, part]));
    case "rcall": {
      const [name, list, args] = value.args;
      const [variable] = args;
      const body = args.at(-1);
      if (name === "filter") return unlimitedIn(column, list, reading);
      if (name !== "map" || variable?.op !== "id" || body === undefined) break;
      return first([[column.of, body, { ...reading, items: new Map([...reading.items, [variable.args, list]]) }]]);
    }
  }
  const limited = limitedParameters(reading.operation);
  return [...originsIn(value, reading)].find((name) => {
    const parameter = reading.operation.parameters[name];
    return parameter !== undefined && holds(parameter, isAmount) && !limited.has(name);
  });
}

function fieldOf(name: ASTNode): string {
  return name.op === "id" || name.op === "value" ? String(name.args) : "";
}

function isMoney({ type }: Column): boolean {
  return type === "money";
}

/** Whether a parameter of this type may hold an amount. */
function isAmount({ type }: Column): boolean {
  return type === "integer" || type === "number" || type === "money" || type === "json";
}

function holds(column: Column, wanted: (column: Column) => boolean): boolean {
  const parts = [...(column.of ? [column.of] : []), ...Object.values(column.fields ?? {})];
  return wanted(column) || parts.some((part) => holds(part, wanted));
}

/** The parameters that rules look at. How long a list is limits nothing in it. */
function limitedParameters(operation: Operation): ReadonlySet<string> {
  const reading = { operation, items: new Map() };
  return new Set(operation.require.flatMap(({ that }) => [...originsIn(expressionOf(that).ast, reading, "content")]));
}

/** The parameters and rows that a value comes from, through computed values and the items of lists. */
function originsIn(value: ASTNode, reading: Reading, part: "all" | "content" = "all"): ReadonlySet<string> {
  return new Set(
    [...namesIn(value, part)].flatMap((name) => {
      const [source, within] = sourceOf(name, reading);
      return source === undefined ? [name] : [...originsIn(source, within, part)];
    }),
  );
}

/** The expression behind a name, and what names mean there. Undefined for parameters and rows. */
function sourceOf(name: string, reading: Reading): readonly [ASTNode | undefined, Reading] {
  const list = reading.items.get(name);
  if (list) return [list, { ...reading, items: new Map([...reading.items].filter(([item]) => item !== name)) }];
  const { operation } = reading;
  const names = Object.keys(operation.compute);
  const text = names.includes(name) ? operation.compute[name] : undefined;
  if (text === undefined) return [undefined, reading];
  // A computed value knows those before it.
  const compute = Object.fromEntries(Object.entries(operation.compute).slice(0, names.indexOf(name)));
  return [expressionOf(text).ast, { operation: { ...operation, compute }, items: new Map() }];
}
