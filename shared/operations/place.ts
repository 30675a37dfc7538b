import type { ASTNode } from "@marcbachmann/cel-js";
import { isRecord } from "../schema/records.ts";
import { type Evaluator, evaluate, sizeOf, spend } from "./evaluate.ts";
import { expressionOf } from "./expression.ts";
import { ExpressionError, isList, type Scope, type Value } from "./value.ts";

/** A place in a row: `status`, `dates[day].seats`. The first part is a column. */
export type Place = readonly [column: string, ...parts: readonly (string | ASTNode)[]];

/** Undefined for a text that names no place. */
export function placeOf(text: string): Place | undefined {
  const { ast } = expressionOf(text);
  return partsOf(ast);
}

function partsOf(node: ASTNode): Place | undefined {
  if (node.op === "id") return [node.args];
  if (node.op !== "." && node.op !== "[]") return undefined;
  const [holder, part] = node.args;
  const before = partsOf(holder);
  return before && [...before, part];
}

/**
 * The row with `change` applied to what is at the place. Missing maps on the way are created; list items are not. What
 * becomes null is removed.
 */
export function changedAt(
  row: Value,
  place: Place,
  change: (value: Value) => Value,
  { scope, using }: { readonly scope: Scope; readonly using: Evaluator },
): Value {
  const keys = place.map((part) => {
    if (typeof part === "string") return part;
    const value = evaluate({ ast: part, text: part.input.slice(part.start, part.end) }, scope, using);
    if (typeof value === "string" || typeof value === "number") return value;
    throw new ExpressionError(`a place is named by ${JSON.stringify(value)}`);
  });
  return changed(row, keys, change, using);
}

function changed(
  value: Value,
  [key, ...rest]: readonly (string | number)[],
  change: (value: Value) => Value,
  using: Evaluator,
): Value {
  if (key === undefined) return change(value);
  spend(using, sizeOf(value));
  if (isList(value)) {
    if (typeof key !== "number" || !(key in value)) throw new ExpressionError(`a list has no item ${key}`);
    return value.map((item, index) => (index === key ? changed(item, rest, change, using) : item));
  }
  if (value !== null && !isRecord(value)) throw new ExpressionError(`\`${key}\` is set in a value that has no parts`);
  const before = value !== null && Object.hasOwn(value, key) ? (value[key] ?? null) : null;
  const after = changed(before, rest, change, using);
  if (after !== null) return { ...value, [key]: after };
  return Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => name !== String(key)));
}
