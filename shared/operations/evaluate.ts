import type { ASTNode } from "@marcbachmann/cel-js";
import { isRecord } from "../schema/records.ts";
import type { Expression } from "./expression.ts";
import { bounded, compare, type ExpressionFunction, functions, number } from "./functions.ts";
import { ExpressionError, exact, isEqual, isList, kindOf, type Scope, type Value } from "./value.ts";

/** What expressions of one run may use, besides the names in scope. */
export interface Evaluator {
  /** Functions that the deployer registered (config/modules). */
  readonly modules: Readonly<Record<string, ExpressionFunction>>;
  /** Steps that the run has left. Each part of an expression that is evaluated takes one. */
  readonly fuel: { left: number };
}

/** About 20 ms of work. */
const stepsPerRun = 200_000;

export function evaluator(modules: Evaluator["modules"] = {}): Evaluator {
  return { modules, fuel: { left: stepsPerRun } };
}

/** @throws ExpressionError when the expression has no value for these names, or takes too long. */
export function evaluate({ ast, text }: Expression, scope: Scope, using: Evaluator): Value {
  try {
    return resultOf(ast, scope, using);
  } catch (error) {
    if (error instanceof ExpressionError) throw new ExpressionError(`${error.message} in "${text}"`, { cause: error });
    throw error;
  }
}

/** @throws ExpressionError when the run has no steps left. */
export function spend({ fuel }: Evaluator, steps: number): void {
  fuel.left -= steps;
  if (fuel.left < 0) throw new ExpressionError("the operation takes too many steps");
}

/** The steps that it costs to go through a value, or through everything within it. */
export function sizeOf(value: Value, deep = false): number {
  if (typeof value === "string") return Math.ceil(value.length / 100);
  const parts = isList(value) ? value : isRecord(value) ? Object.values(value) : [];
  return deep ? parts.reduce((sum: number, part) => sum + sizeOf(part, true), parts.length) : parts.length;
}

/** Iteration macros of CEL: `items.filter(i, i.price > 5)`. */
export const macros: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);

function resultOf(node: ASTNode, scope: Scope, using: Evaluator): Value {
  spend(using, 1);
  const of = (part: ASTNode) => resultOf(part, scope, using);
  switch (node.op) {
    case "value":
      return literal(node.args);
    case "id":
      if (!Object.hasOwn(scope, node.args)) throw new ExpressionError(`\`${node.args}\` is not known`);
      return scope[node.args] ?? null;
    case ".":
      return memberOf(of(node.args[0]), node.args[1]);
    case "[]":
      return memberOf(of(node.args[0]), of(node.args[1]));
    case "list":
      return node.args.map(of);
    case "map":
      return Object.fromEntries(node.args.map(([name, value]) => [keyOf(name, scope, using), of(value)]));
    case "?:":
      return truth(of(node.args[0])) ? of(node.args[1]) : of(node.args[2]);
    case "&&":
      return truth(of(node.args[0])) && truth(of(node.args[1]));
    case "||":
      return truth(of(node.args[0])) || truth(of(node.args[1]));
    case "!_":
      return !truth(of(node.args));
    case "-_":
      return -number("-", of(node.args));
    case "==":
      return equal(of(node.args[0]), of(node.args[1]), using);
    case "!=":
      return !equal(of(node.args[0]), of(node.args[1]), using);
    case "<":
      return compare(of(node.args[0]), of(node.args[1])) < 0;
    case "<=":
      return compare(of(node.args[0]), of(node.args[1])) <= 0;
    case ">":
      return compare(of(node.args[0]), of(node.args[1])) > 0;
    case ">=":
      return compare(of(node.args[0]), of(node.args[1])) >= 0;
    case "+":
      return plus(of(node.args[0]), of(node.args[1]), using);
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(node.op, of(node.args[0]), of(node.args[1]));
    case "in":
      return isIn(of(node.args[0]), of(node.args[1]), using);
    case "call": {
      const [name, args] = node.args;
      if (name === "has" || name === "or") return present(name, args, scope, using);
      return call(name, args.map(of), using);
    }
    case "rcall": {
      const [name, receiver, args] = node.args;
      if (macros.has(name)) return macro(name, of(receiver), args, { scope, using });
      return call(name, [of(receiver), ...args.map(of)], using);
    }
    default:
      throw new ExpressionError(`\`${node.op}\` is not supported`);
  }
}

function literal(value: unknown): Value {
  if (typeof value === "bigint") return Number(value);
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  throw new ExpressionError("bytes and types are not supported");
}

/** A bare word is a field's name: `{amount: total}`. */
function keyOf(node: ASTNode, scope: Scope, using: Evaluator): string {
  if (node.op === "id") return node.args;
  const name = resultOf(node, scope, using);
  if (typeof name === "string" || typeof name === "number") return String(name);
  throw new ExpressionError(`a field's name is ${kindOf(name)}`);
}

/** A field, item or entry; null when there is none. */
function memberOf(holder: Value, name: Value): Value {
  if (isList(holder)) {
    if (typeof name !== "number") throw new ExpressionError("an item of a list is named by a number");
    return holder[name] ?? null;
  }
  if (holder === null) return null;
  if (!isRecord(holder)) throw new ExpressionError(`\`${String(name)}\` of what is ${kindOf(holder)}`);
  if (typeof name !== "string" && typeof name !== "number") return null;
  return Object.hasOwn(holder, name) ? (holder[name] ?? null) : null;
}

export function truth(value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw new ExpressionError(`a condition is ${kindOf(value)}, not true or false`);
}

function equal(one: Value, other: Value, using: Evaluator): boolean {
  return isEqual(one, other, (steps) => spend(using, steps));
}

function plus(one: Value, other: Value, using: Evaluator): Value {
  spend(using, sizeOf(one) + sizeOf(other));
  if (typeof one === "number" && typeof other === "number") return exact(one + other);
  if (typeof one === "string" && typeof other === "string") return bounded(one + other);
  if (isList(one) && isList(other)) return [...one, ...other];
  throw new ExpressionError(`what is ${kindOf(one)} plus what is ${kindOf(other)}`);
}

function arithmetic(operator: "-" | "*" | "/" | "%", one: Value, other: Value): number {
  const [left, right] = [number(operator, one), number(operator, other)];
  if ((operator === "/" || operator === "%") && right === 0) throw new ExpressionError("a division by zero");
  const result = { "-": left - right, "*": left * right, "/": left / right, "%": left % right }[operator];
  return exact(result);
}

function isIn(item: Value, holder: Value, using: Evaluator): boolean {
  if (isList(holder)) return holder.some((each) => equal(each, item, using));
  if (isRecord(holder)) return typeof item === "string" && Object.hasOwn(holder, item);
  if (holder === null) return false;
  throw new ExpressionError(`\`in\` what is ${kindOf(holder)}`);
}

/** `has(x.y)`: whether there is one. `or(x.y, z)`: it, or else z. */
function present(name: "has" | "or", args: readonly ASTNode[], scope: Scope, using: Evaluator): Value {
  const [first, second] = args;
  if (first === undefined) throw new ExpressionError(`${name}() without an argument`);
  const value = resultOf(first, scope, using);
  if (name === "has") return value !== null;
  return value === null && second !== undefined ? resultOf(second, scope, using) : value;
}

function call(name: string, args: readonly Value[], using: Evaluator): Value {
  const known = functionNamed(name, using.modules);
  if (known === undefined) throw new ExpressionError(`there is no function ${name}()`);
  const [fewest, most] = known.arity;
  if (args.length < fewest || args.length > most) throw new ExpressionError(`${name}() takes ${arityText(known)}`);
  spend(
    using,
    args.reduce((sum: number, arg) => sum + sizeOf(arg, known.goesDeep), 0),
  );
  const result = known.call(args);
  spend(using, sizeOf(result));
  return result;
}

export function functionNamed(name: string, modules: Evaluator["modules"]): ExpressionFunction | undefined {
  if (Object.hasOwn(functions, name)) return functions[name];
  return Object.hasOwn(modules, name) ? modules[name] : undefined;
}

export function arityText({ arity: [fewest, most] }: ExpressionFunction): string {
  return fewest === most ? `${fewest} ${fewest === 1 ? "argument" : "arguments"}` : `${fewest} to ${most} arguments`;
}

function macro(
  name: string,
  holder: Value,
  [variable, ...bodies]: readonly ASTNode[],
  { scope, using }: { readonly scope: Scope; readonly using: Evaluator },
): Value {
  const items = isRecord(holder) ? Object.keys(holder) : holder;
  const [body, result] = bodies;
  if (!isList(items)) throw new ExpressionError(`${name}() of what is ${kindOf(items)}`);
  if (variable?.op !== "id" || body === undefined)
    throw new ExpressionError(`${name}() takes a name and an expression`);
  const within = (node: ASTNode, item: Value) => resultOf(node, { ...scope, [variable.args]: item }, using);
  const holds = (item: Value) => truth(within(body, item));
  switch (name) {
    case "all":
      return items.every(holds);
    case "exists":
      return items.some(holds);
    case "exists_one":
      return items.filter(holds).length === 1;
    case "filter":
      return items.filter(holds);
    default:
      return result === undefined
        ? items.map((item) => within(body, item))
        : items.filter(holds).map((item) => within(result, item));
  }
}
