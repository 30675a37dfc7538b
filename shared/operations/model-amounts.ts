import type { ASTNode } from "@marcbachmann/cel-js";
import { type Column, columnOf } from "../tables/column.ts";
import type { Table } from "../tables/table.ts";
import { expressionOf } from "./expression.ts";
import { callsIn, namesIn } from "./names-in.ts";
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
  const column = columnAtPlace(table, place);
  const written = change === "append" ? column?.of : column;
  const items = new Map(Object.entries(forEach).map(([name, text]) => [name, expressionOf(text).ast]));
  const reading = { operation, items, limited: limitedParameters(operation), known: nothingKnown() };
  const unlimited = written && unlimitedIn(written, value, reading);
  if (unlimited === undefined) return undefined;
  return `is money, and comes from the model's \`${unlimited}\`\nCompute it from rows, or limit \`${unlimited}\` by a rule in \`require\`.`;
}

/** The column of a place. Its parts by index or name are items of a list or a map. */
export function columnAtPlace({ columns }: Table, [name, ...parts]: Place): Column | undefined {
  return parts.reduce<Column | undefined>(
    (column, part) => (column?.fields && typeof part === "string" ? column.fields[part] : column?.of),
    columns[name],
  );
}

interface Reading {
  readonly operation: Operation;
  /** The lists of names that stand for one of their items. */
  readonly items: ReadonlyMap<string, ASTNode>;
  readonly limited: ReadonlySet<string>;
  /** What was found of computed values, so that each is looked at once. */
  readonly known: {
    readonly origins: Map<string, ReadonlySet<string>>;
    readonly parses: Map<string, boolean>;
    readonly unlimited: Map<Column, Map<string, string | undefined>>;
  };
}

function nothingKnown(): Reading["known"] {
  return { origins: new Map(), parses: new Map(), unlimited: new Map() };
}

/** What `find` finds of a name. What a computed value is does not depend on where it is used. */
function remembered<V>(name: string, reading: Reading, known: Map<string, V>, find: () => V): V {
  if (reading.items.has(name)) return find();
  const found = known.has(name) ? (known.get(name) as V) : find();
  known.set(name, found);
  return found;
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
      if (reading.items.has(value.args)) return unlimitedIn(columnOf("list", { of: column }), source, within);
      const known = reading.known.unlimited.get(column) ?? new Map<string, string | undefined>();
      reading.known.unlimited.set(column, known);
      return remembered(value.args, reading, known, () => unlimitedIn(column, source, within));
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
  const readsTexts = parsesTexts(value, reading);
  return [...originsIn(value, reading)].find((name) => {
    const parameter = reading.operation.parameters[name];
    return (
      parameter !== undefined && holds(parameter, readsTexts ? isAmountOrText : isAmount) && !reading.limited.has(name)
    );
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

function isAmountOrText(column: Column): boolean {
  return column.type === "text" || isAmount(column);
}

/** Whether a text becomes a number on the way to this value. */
function parsesTexts(value: ASTNode, reading: Reading): boolean {
  return (
    callsIn(value).has("number") ||
    [...namesIn(value, "sources")].some((name) => {
      const [source, within] = sourceOf(name, reading);
      if (source === undefined) return false;
      return remembered(name, reading, reading.known.parses, () => parsesTexts(source, within));
    })
  );
}

function holds(column: Column, wanted: (column: Column) => boolean): boolean {
  const parts = [...(column.of ? [column.of] : []), ...Object.values(column.fields ?? {})];
  return wanted(column) || parts.some((part) => holds(part, wanted));
}

/** The parameters that rules look at. How long a list is limits nothing in it. */
function limitedParameters(operation: Operation): ReadonlySet<string> {
  const reading: Reading = { operation, items: new Map(), limited: new Set(), known: nothingKnown() };
  return new Set(operation.require.flatMap(({ that }) => [...originsIn(expressionOf(that).ast, reading, "content")]));
}

/** The parameters and rows that a value comes from, through computed values and the items of lists. */
function originsIn(value: ASTNode, reading: Reading, counted: "sources" | "content" = "sources"): ReadonlySet<string> {
  return new Set(
    [...namesIn(value, counted)].flatMap((name) => {
      const [source, within] = sourceOf(name, reading);
      if (source === undefined) return [name];
      return [...remembered(name, reading, reading.known.origins, () => originsIn(source, within, counted))];
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
  return [expressionOf(text).ast, { ...reading, operation: { ...operation, compute }, items: new Map() }];
}
