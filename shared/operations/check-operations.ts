import { didYouMean, listed } from "../schema/did-you-mean.ts";
import { type Column, columnAt } from "../tables/column.ts";
import type { Table } from "../tables/table.ts";
import type { Evaluator } from "./evaluate.ts";
import { expressionOf } from "./expression.ts";
import { amountProblem, columnAtPlace } from "./model-amounts.ts";
import type { Operation, ReadPart, WritePart } from "./operation-section.ts";
import { type Place, placeOf } from "./place.ts";
import {
  anything,
  requireFitting,
  type Shape,
  type Shapes,
  scalar,
  shapeOf,
  shapeOfColumn,
  shapeOfTable,
  shapesOf,
} from "./shape.ts";

/** `path` is within the list of operations. `message` continues a sentence whose subject is what stands there. */
export interface OperationProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = OperationProblem["path"];

export interface OperationSurroundings {
  readonly tables: Readonly<Record<string, Table>>;
  readonly modules: Evaluator["modules"];
}

/** What the platform knows of every call. */
const given: Shapes = {
  identity: {
    kind: "object",
    called: "identity",
    fields: { verified: scalar("boolean"), table: scalar("text"), key: scalar("text"), fields: anything },
  },
  customer: {
    kind: "object",
    called: "customer",
    fields: Object.fromEntries(["id", "name", "channel", "phone", "email"].map((name) => [name, scalar("text")])),
  },
  today: scalar("date"),
  now: scalar("datetime"),
  call_id: scalar("text"),
};

/** Tables, columns, names and functions that are not there, and amounts of money that only the model knows. */
export function operationProblems(
  operations: readonly Operation[],
  surroundings: OperationSurroundings,
): readonly OperationProblem[] {
  return operations.flatMap((operation, index) => checkOne(operation, [index], surroundings));
}

function checkOne(operation: Operation, path: Path, { tables, modules }: OperationSurroundings) {
  const problems: OperationProblem[] = [];
  const report = (at: Path, message: string) => void problems.push({ path: [...path, ...at], message });
  let names: Shapes = { ...given, ...shapesOf(operation.parameters) };

  const problemsAt = (at: Path) => ({ problem: (message: string) => report(at, message) });

  const check = (text: string, at: Path, known: Shapes = names): Shape =>
    shapeOf(expressionOf(text).ast, { names: known, modules, ...problemsAt(at) });

  function tableAt(name: string, at: Path): Table | undefined {
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (table === undefined)
      report(
        at,
        `is not a table${didYouMean(name, Object.keys(tables)) || "."}\nThe tables are ${listed(Object.keys(tables))}.`,
      );
    else if (!table.isDeclared)
      report(
        at,
        "is a table without declared columns\nOperations need its `columns`: what may be written, and as what.",
      );
    return table;
  }

  function eachItem({ for_each }: Pick<ReadPart | WritePart, "for_each">, at: Path): Shapes {
    const [entry] = Object.entries(for_each ?? {});
    if (entry === undefined) return names;
    const list = check(entry[1], [...at, "for_each", entry[0]]);
    return { ...names, [entry[0]]: list.kind === "list" ? list.of : anything };
  }

  function keyOf(table: Table | undefined, key: readonly string[], at: Path, known: Shapes): void {
    for (const text of key) check(text, [...at, "key"], known);
    if (table && key.length !== table.key.length)
      report([...at, "key"], `has ${key.length} of the key's columns\nThe key is ${table.key.join(", ")}.`);
  }

  function checkRead(name: string, part: ReadPart): Shape {
    const at: Path = ["read", name];
    const table = tableAt(part.table, [...at, "table"]);
    const known = eachItem(part, at);
    if (part.key) keyOf(table, part.key, at, known);
    for (const [column, text] of Object.entries(part.where ?? {})) {
      check(text, [...at, "where", column], known);
      if (table && columnAt(table.columns, column) === undefined)
        report([...at, "where", column], notAColumn(column, table));
    }
    const row = table ? shapeOfTable(part.table, table) : anything;
    return part.where || part.for_each ? { kind: "list", of: row } : row;
  }

  function checkWrite(part: WritePart, index: number): void {
    const at: Path = ["write", index];
    const kind = part.insert !== undefined ? "insert" : part.update !== undefined ? "update" : "delete";
    const table = tableAt(part[kind] ?? "", [...at, kind]);
    const known = eachItem(part, at);
    if (part.when !== undefined) check(part.when, [...at, "when"], known);
    if (part.key) keyOf(table, part.key, at, known);
    for (const change of ["row", "set", "append", "increment"] as const)
      for (const [text, value] of Object.entries(part[change] ?? {})) {
        const where: Path = [...at, change, text];
        check(value, where, known);
        const place = table && checkPlace(text, table, where, known);
        const column = place && columnAtPlace(table, place);
        const cell = change === "append" ? column?.of : column;
        if (cell) requireFitting(shapeOfColumn(text, cell), expressionOf(value).ast, problemsAt(where));
        if (column && !takes(column, change)) report(where, `is a ${column.type}, which ${change} cannot change`);
        if (place && change !== "row" && table.key.includes(place[0]))
          report(where, "is part of the key, which does not change");
        const amount =
          place &&
          amountProblem(operation, { place, table, value: expressionOf(value).ast, change, forEach: part.for_each });
        if (amount) report(where, amount);
      }
    if (table && part.row !== undefined)
      for (const [column, { required }] of Object.entries(table.columns))
        if ((required || table.key.includes(column)) && !Object.hasOwn(part.row, column))
          report([...at, "row"], `lacks \`${column}\`, which every row of \`${part.insert}\` has`);
  }

  function checkPlace(text: string, table: Table, at: Path, known: Shapes): Place | undefined {
    const place = placeFrom(text);
    if (place === undefined) {
      report(at, "names no place in a row\nWrite a column, or a place in it such as dates[day].seats.");
      return undefined;
    }
    const [column, ...parts] = place;
    if (!Object.hasOwn(table.columns, column)) {
      report(at, notAColumn(column, table));
      return undefined;
    }
    if (parts.length > 0) check(text, at, { ...known, ...shapesOf(table.columns) });
    return place;
  }

  for (const [name, part] of Object.entries(operation.read)) names = { ...names, [name]: checkRead(name, part) };
  for (const [name, text] of Object.entries(operation.compute))
    names = { ...names, [name]: check(text, ["compute", name]) };
  for (const [index, { that }] of operation.require.entries()) check(that, ["require", index, "that"]);
  for (const [label, text] of Object.entries(operation.show ?? {})) check(text, ["show", label]);
  for (const [index, part] of operation.write.entries()) checkWrite(part, index);
  if (typeof operation.returns === "string") check(operation.returns, ["returns"]);
  else for (const [name, text] of Object.entries(operation.returns ?? {})) check(text, ["returns", name]);
  if (operation.write.length === 0 && (operation.confirm ?? operation.approve) !== undefined)
    report(
      [operation.confirm ? "confirm" : "approve"],
      "asks somebody about an operation that changes nothing\nRemove it.",
    );
  return problems;
}

/** Whether the type of a cell goes with the change: items are added to lists, and numbers to numbers. */
function takes({ type }: Column, change: "row" | "set" | "append" | "increment"): boolean {
  if (type === "json") return true;
  if (change === "append") return type === "list";
  return change !== "increment" || type === "integer" || type === "number" || type === "money";
}

function placeFrom(text: string): Place | undefined {
  try {
    return placeOf(text);
  } catch {
    return undefined;
  }
}

function notAColumn(name: string, { columns }: Table): string {
  const names = Object.keys(columns);
  return `is not a column${didYouMean(name, names) || "."}\nThe columns are ${listed(names)}.`;
}
