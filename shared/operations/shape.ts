import type { ASTNode } from "@marcbachmann/cel-js";
import { didYouMean, listed } from "../schema/did-you-mean.ts";
import type { Column } from "../tables/column.ts";
import type { Table } from "../tables/table.ts";
import { arityText, type Evaluator, functionNamed, macros } from "./evaluate.ts";

/** What is known of a value before it is there. */
export type Shape =
  | { readonly kind: "any" }
  /** `values` are those of a choice. */
  | { readonly kind: "scalar"; readonly type: Column["type"]; readonly values?: readonly string[] | undefined }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape }
  /** `called` is the table or the field, for messages. */
  | { readonly kind: "object"; readonly called: string; readonly fields: Readonly<Record<string, Shape>> };

export type Shapes = Readonly<Record<string, Shape>>;

export const anything: Shape = { kind: "any" };
export const scalar = (type: Column["type"]): Shape => ({ kind: "scalar", type });

export function shapeOfTable(name: string, { columns, isDeclared }: Table): Shape {
  return isDeclared ? { kind: "object", called: name, fields: shapesOf(columns) } : anything;
}

export function shapesOf(columns: Readonly<Record<string, Column>>): Shapes {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, shapeOfColumn(name, column)]));
}

export function shapeOfColumn(name: string, { type, of, fields, values }: Column): Shape {
  if (type === "json") return anything;
  if (type === "list" || type === "map") return { kind: type, of: of ? shapeOfColumn(name, of) : anything };
  if (type === "object") return { kind: "object", called: name, fields: shapesOf(fields ?? {}) };
  return { kind: "scalar", type, values };
}

export interface ShapeCheck {
  readonly names: Shapes;
  readonly modules: Evaluator["modules"];
  /** Receives what is wrong, continuing a sentence that begins with "it". */
  problem(message: string): void;
}

/** The shape of an expression's value. Names, fields and functions that are not there are problems. */
export function shapeOf(node: ASTNode, check: ShapeCheck): Shape {
  const of = (part: ASTNode) => shapeOf(part, check);
  switch (node.op) {
    case "value":
      return anything;
    case "id":
      return shapeOfName(node.args, check);
    case ".":
      return shapeOfField(of(node.args[0]), node.args[1], check);
    case "[]": {
      const holder = of(node.args[0]);
      const key = node.args[1];
      of(key);
      if (holder.kind === "object" && key.op === "value" && typeof key.args === "string")
        return shapeOfField(holder, key.args, check);
      return holder.kind === "list" || holder.kind === "map" ? holder.of : anything;
    }
    case "list": {
      const [first = anything] = node.args.map(of);
      return { kind: "list", of: first };
    }
    case "map":
      for (const [name, value] of node.args) {
        if (name.op !== "id") of(name);
        of(value);
      }
      return anything;
    case "?:": {
      of(node.args[0]);
      const [yes, no] = [of(node.args[1]), of(node.args[2])];
      return yes.kind === "any" ? no : yes;
    }
    case "!_":
    case "-_":
      of(node.args);
      return scalar("boolean");
    case "+": {
      const [one, other] = [of(node.args[0]), of(node.args[1])];
      return one.kind === "list" ? one : other;
    }
    case "==":
    case "!=": {
      const [one, other] = [of(node.args[0]), of(node.args[1])];
      requireFitting(one, node.args[1], check);
      requireFitting(other, node.args[0], check);
      return scalar("boolean");
    }
    case "in": {
      const wanted = of(node.args[0]);
      of(node.args[1]);
      if (node.args[1].op === "list") for (const part of node.args[1].args) requireFitting(wanted, part, check);
      return scalar("boolean");
    }
    case "call":
      return shapeOfCall(node.args[0], node.args[1], node.args[1].map(of), check);
    case "rcall": {
      const [name, receiver, args] = node.args;
      if (macros.has(name)) return shapeOfMacro(name, of(receiver), args, check);
      return shapeOfCall(name, [receiver, ...args], [of(receiver), ...args.map(of)], check);
    }
    default:
      for (const part of Array.isArray(node.args) ? node.args : []) of(part as ASTNode);
      return anything;
  }
}

/**
 * Reports a written value that a cell never has: a text for a number, or for a choice one that is none of its values. A
 * rule that compares the two never holds, and a row with it is refused.
 */
export function requireFitting(shape: Shape, node: ASTNode, { problem }: Pick<ShapeCheck, "problem">): void {
  if (shape.kind !== "scalar" || node.op !== "value" || node.args === null) return;
  const { type, values } = shape;
  const given = typeof node.args === "bigint" ? "number" : typeof node.args;
  const wanted = literalTypes[type];
  if (wanted !== undefined && given !== wanted)
    problem(`has a ${literalNames[given] ?? given} where a value of type ${type} belongs`);
  else if (values !== undefined && typeof node.args === "string" && !values.includes(node.args))
    problem(
      `names \`${node.args}\`, which is none of the values${didYouMean(node.args, values) || "."}\nThey are ${listed(values)}.`,
    );
}

/** How a value of each type is written in an expression. */
const literalTypes: Readonly<Partial<Record<Column["type"], string>>> = {
  text: "string",
  choice: "string",
  date: "string",
  time: "string",
  datetime: "string",
  integer: "number",
  number: "number",
  money: "number",
  boolean: "boolean",
};
const literalNames: Readonly<Record<string, string>> = { string: "text", boolean: "true or false" };

function shapeOfName(name: string, { names, problem }: ShapeCheck): Shape {
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  if (known !== undefined) return known;
  const all = Object.keys(names);
  problem(`uses \`${name}\`, which is not known here${didYouMean(name, all) || "."}\nKnown are ${listed(all)}.`);
  return anything;
}

function shapeOfField(holder: Shape, name: string, { problem }: ShapeCheck): Shape {
  if (holder.kind === "map") return holder.of;
  if (holder.kind === "list" || holder.kind === "scalar") {
    problem(`reads \`.${name}\` of what is ${holder.kind === "list" ? "a list" : `a ${holder.type}`}`);
    return anything;
  }
  if (holder.kind === "any") return anything;
  const known = Object.hasOwn(holder.fields, name) ? holder.fields[name] : undefined;
  if (known !== undefined) return known;
  const names = Object.keys(holder.fields);
  problem(
    `reads \`${name}\`, which \`${holder.called}\` does not have${didYouMean(name, names) || "."}\nIt has ${listed(names)}.`,
  );
  return anything;
}

function shapeOfCall(
  name: string,
  args: readonly ASTNode[],
  shapes: readonly Shape[],
  { modules, problem }: ShapeCheck,
): Shape {
  const [first = anything] = shapes;
  if (name === "has" || name === "or") {
    const wanted = name === "has" ? 1 : 2;
    if (args.length !== wanted) problem(`gives ${name}() ${args.length} arguments, not ${wanted}`);
    return name === "has" ? scalar("boolean") : first;
  }
  const known = functionNamed(name, modules);
  if (known === undefined) problem(`calls \`${name}()\`, which is no function`);
  else if (args.length < known.arity[0] || args.length > known.arity[1])
    problem(`gives ${name}() ${args.length}, which takes ${arityText(known)}`);
  if (["first", "last"].includes(name) && first.kind === "list") return first.of;
  return ["distinct", "sort", "with", "without"].includes(name) ? first : anything;
}

function shapeOfMacro(
  name: string,
  holder: Shape,
  [variable, ...bodies]: readonly ASTNode[],
  check: ShapeCheck,
): Shape {
  if (variable?.op !== "id" || bodies.length === 0 || bodies.length > (name === "map" ? 2 : 1)) {
    check.problem(`calls ${name}(), which takes a name and an expression`);
    return anything;
  }
  if (holder.kind === "scalar" || holder.kind === "object") check.problem(`calls ${name}() of what is no list`);
  const item = holder.kind === "list" ? holder.of : anything;
  const within = { ...check, names: { ...check.names, [variable.args]: item } };
  const shapes = bodies.map((body) => shapeOf(body, within));
  if (name === "filter") return holder;
  return name === "map" ? { kind: "list", of: shapes.at(-1) ?? anything } : scalar("boolean");
}
