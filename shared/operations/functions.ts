import { canonicalJson } from "../schema/canonical-json.ts";
import { isRecord } from "../schema/records.ts";
import { ExpressionError, exact, isList, kindOf, type Value } from "./value.ts";

/** A function of expressions. Pure. `f(a, b)` may be written `a.f(b)`. */
export interface ExpressionFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** It goes through everything within its arguments, and not through their items alone. */
  readonly goesDeep?: true;
  call(args: readonly Value[]): Value;
}

const longestText = 100_000;
const longestRange = 1_000;

export const functions: Readonly<Record<string, ExpressionFunction>> = {
  size: of(1, ([value = null]) => {
    if (typeof value === "string") return [...value].length;
    if (isList(value)) return value.length;
    if (isRecord(value)) return Object.keys(value).length;
    throw new ExpressionError(`size() of what is ${kindOf(value)}`);
  }),
  sum: of(1, ([list = null]) => exact(numbers("sum", list).reduce((sum, number) => exact(sum + number), 0))),
  min: of(1, ([list = null]) => extreme("min", list)),
  max: of(1, ([list = null]) => extreme("max", list)),
  abs: of(1, ([value = null]) => Math.abs(number("abs", value))),
  round: of([1, 2], ([value = null, digits = 0]) => rounded(number("round", value), number("round", digits))),
  number: of(1, ([value = null]) => toNumber(value)),
  text: {
    ...of(1, ([value = null]) => (typeof value === "string" ? value : JSON.stringify(value))),
    goesDeep: true,
  },
  lower: of(1, ([value = null]) => text("lower", value).toLowerCase()),
  upper: of(1, ([value = null]) => text("upper", value).toUpperCase()),
  trim: of(1, ([value = null]) => text("trim", value).trim()),
  contains: of(2, ([value = null, part = null]) => text("contains", value).includes(text("contains", part))),
  startsWith: of(2, ([value = null, part = null]) => text("startsWith", value).startsWith(text("startsWith", part))),
  endsWith: of(2, ([value = null, part = null]) => text("endsWith", value).endsWith(text("endsWith", part))),
  split: of(2, ([value = null, by = null]) => text("split", value).split(text("split", by))),
  join: of([1, 2], ([list = null, by = ""]) => bounded(items("join", list).map(String).join(text("join", by)))),
  keys: of(1, ([map = null]) => Object.keys(record("keys", map))),
  values: of(1, ([map = null]) => Object.values(record("values", map))),
  with: of(3, ([map = null, name = null, value = null]) => ({
    ...(map === null ? {} : record("with", map)),
    [key("with", name)]: value,
  })),
  without: of(2, ([map = null, name = null]) =>
    Object.fromEntries(Object.entries(record("without", map)).filter(([each]) => each !== key("without", name))),
  ),
  merge: of(2, ([map = null, more = null]) => ({ ...record("merge", map), ...record("merge", more) })),
  first: of(1, ([list = null]) => items("first", list)[0] ?? null),
  last: of(1, ([list = null]) => items("last", list).at(-1) ?? null),
  distinct: {
    ...of(1, ([list = null]) => [
      ...new Map(items("distinct", list).map((item) => [canonicalJson(item), item])).values(),
    ]),
    goesDeep: true,
  },
  sort: of(1, ([list = null]) => items("sort", list).toSorted(compare)),
  flatten: of(1, ([list = null]) => items("flatten", list).flatMap((item) => (isList(item) ? item : [item]))),
  range: of(1, ([count = null]) => {
    const length = number("range", count);
    if (!Number.isInteger(length) || length < 0 || length > longestRange)
      throw new ExpressionError(`range() takes a whole number from 0 to ${longestRange}`);
    return Array.from({ length }, (_, index) => index);
  }),
  add_days: of(2, ([day = null, days = null]) => {
    const at = Date.parse(`${text("add_days", day).slice(0, 10)}T00:00:00Z`);
    if (Number.isNaN(at)) throw new ExpressionError(`add_days() of ${JSON.stringify(day)}, which is no date`);
    return new Date(at + number("add_days", days) * dayMs).toISOString().slice(0, 10);
  }),
  hours_between: of(2, ([from = null, to = null]) =>
    exact((instant("hours_between", to) - instant("hours_between", from)) / hourMs),
  ),
  days_between: of(2, ([from = null, to = null]) =>
    Math.floor((instant("days_between", to) - instant("days_between", from)) / dayMs),
  ),
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function of(arity: number | readonly [number, number], call: (args: readonly Value[]) => Value): ExpressionFunction {
  return { arity: typeof arity === "number" ? [arity, arity] : arity, call };
}

export function number(name: string, value: Value): number {
  if (typeof value === "number") return value;
  throw new ExpressionError(`${name}() takes a number, and got what is ${kindOf(value)}`);
}

export function text(name: string, value: Value): string {
  if (typeof value === "string") return value;
  throw new ExpressionError(`${name}() takes a text, and got what is ${kindOf(value)}`);
}

function items(name: string, value: Value): readonly Value[] {
  if (isList(value)) return value;
  throw new ExpressionError(`${name}() takes a list, and got what is ${kindOf(value)}`);
}

function numbers(name: string, value: Value): readonly number[] {
  return items(name, value).map((item) => number(name, item));
}

function record(name: string, value: Value): { readonly [name: string]: Value } {
  if (isRecord(value)) return value;
  throw new ExpressionError(`${name}() takes a map, and got what is ${kindOf(value)}`);
}

function key(name: string, value: Value): string {
  return typeof value === "number" ? String(value) : text(name, value);
}

/** Half away from zero, as invoices are rounded. */
function rounded(value: number, digits: number): number {
  const scaled = exact(Math.abs(value) * 10 ** digits);
  return exact((Math.sign(value) * Math.round(scaled)) / 10 ** digits);
}

function toNumber(value: Value): number {
  const given = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof given === "number" && Number.isFinite(given)) return given;
  throw new ExpressionError(`number() of ${JSON.stringify(value)}, which is no number`);
}

function extreme(name: "min" | "max", value: Value): Value {
  const sorted = items(name, value).toSorted(compare);
  const found = name === "min" ? sorted[0] : sorted.at(-1);
  if (found === undefined) throw new ExpressionError(`${name}() of an empty list`);
  return found;
}

/** @throws ExpressionError unless both are numbers or both are texts. */
export function compare(one: Value, other: Value): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : one > other ? 1 : 0;
  throw new ExpressionError(`what is ${kindOf(one)} cannot be compared with what is ${kindOf(other)}`);
}

/** A date is its first moment. A time without a zone counts as UTC: both sides of a difference are in the same zone. */
function instant(name: string, value: Value): number {
  const given = text(name, value);
  const at = Date.parse(/[Zz]$|[+-]\d{2}:\d{2}$/.test(given) || given.length === 10 ? given : `${given}Z`);
  if (Number.isNaN(at)) throw new ExpressionError(`${name}() of ${JSON.stringify(value)}, which is no date or time`);
  return at;
}

export function bounded(value: string): string {
  if (value.length > longestText) throw new ExpressionError("a text grew too long");
  return value;
}
