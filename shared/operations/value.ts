import { isRecord } from "../schema/records.ts";
import type { Cell } from "../tables/cell.ts";

/** A value of an expression: JSON. What is missing is null. */
export type Value = Cell;

export type Scope = Readonly<Record<string, Value>>;

/** An expression that has no value, such as a sum of texts. The message says why, in the words of the expression. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly code = "expression-failed";
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** "a text", "a list": what a value is, for messages. */
export function kindOf(value: Value): string {
  if (value === null) return "missing";
  if (isList(value)) return "a list";
  if (isRecord(value)) return "a map";
  return { string: "a text", number: "a number", boolean: "true or false" }[typeof value as "string"] ?? typeof value;
}

/** The number without the noise of binary fractions: 0.1 + 0.2 is 0.3. Exact for amounts of up to 15 digits. */
export function exact(number: number): number {
  return Number.isInteger(number) ? number : Number(number.toPrecision(15));
}

/** `spend` is told of every part that is compared. */
export function isEqual(one: Value, other: Value, spend: (steps: number) => void = () => undefined): boolean {
  spend(1);
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index] ?? null, spend));
  if (isRecord(one) && isRecord(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && isEqual(one[name] ?? null, other[name] ?? null, spend))
    );
  }
  return one === other;
}
