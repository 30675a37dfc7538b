import type { TenantId } from "../platform/tenant.ts";
import { isRecord } from "../schema/records.ts";
import type { TableRow } from "../tables/cell.ts";
import type { KeyValues } from "../tables/key-values.ts";
import type { Table } from "../tables/table.ts";
import type { RowChange, Tables } from "../tables/tables.ts";
import { type Evaluator, evaluate, sizeOf, spend, truth } from "./evaluate.ts";
import { expressionOf } from "./expression.ts";
import { namesIn } from "./names-in.ts";
import type { Operation, ReadPart, WritePart } from "./operation-section.ts";
import { changedAt, type Place, placeOf } from "./place.ts";
import { Refused } from "./refused.ts";
import { type RowsInHand, rowsInHand } from "./rows-in-hand.ts";
import { ExpressionError, exact, isList, kindOf, type Scope, type Value } from "./value.ts";

/** What an operation runs on. `given` has the parameters, and what the platform knows: customer, identity, today, now. */
export interface OperationRun {
  readonly tenantId: TenantId;
  readonly tables: Tables;
  readonly given: Scope;
  readonly using: Evaluator;
}

/** A run up to its rules: everything is read and computed, and nothing is written. */
export interface Prepared {
  readonly scope: Scope;
  readonly rows: RowsInHand;
}

/**
 * Reads in the order of the operation, tries its rules and computes. A value is computed before the first rule that
 * needs it, so that a rule can refuse what a later value cannot be computed for.
 * @throws Refused in the tenant's words; ExpressionError when an expression has no value.
 */
export async function prepare(operation: Operation, run: OperationRun): Promise<Prepared> {
  const rows = rowsInHand(run.tables, run.tenantId);
  let scope = run.given;
  for (const [name, part] of Object.entries(operation.read))
    scope = { ...scope, [name]: await read(name, part, { ...run, scope, rows }) };
  let waiting = Object.entries(operation.compute);
  const compute = (isNeeded: (name: string) => boolean) => {
    for (const [name, text] of waiting)
      if (isNeeded(name)) scope = { ...scope, [name]: evaluate(expressionOf(text), scope, run.using) };
    waiting = waiting.filter(([name]) => !isNeeded(name));
  };
  for (const { that, otherwise } of operation.require) {
    const needed = neededBy(that, waiting);
    compute((name) => needed.has(name));
    if (!truth(evaluate(expressionOf(that), scope, run.using))) throw new Refused(otherwise);
  }
  compute(() => true);
  return { scope, rows };
}

/** The names that an expression reads, with those that the computed values among them read. */
function neededBy(text: string, computed: readonly (readonly [name: string, text: string])[]): ReadonlySet<string> {
  const needed = new Set(namesIn(expressionOf(text).ast, "read"));
  // A computed value knows those before it alone.
  for (const [name, source] of computed.toReversed())
    if (needed.has(name)) for (const each of namesIn(expressionOf(source).ast, "read")) needed.add(each);
  return needed;
}

/** The changes of a prepared operation, one for each row, to be committed together. */
export async function changesOf(
  operation: Operation,
  run: OperationRun,
  { scope, rows }: Prepared,
): Promise<readonly RowChange[]> {
  for (const part of operation.write)
    for (const within of eachScope(part, scope, run.using)) await write(part, { ...run, scope: within, rows });
  return rows.changes();
}

/** Of what an operation returns, as JSON. */
const mostToldBytes = 100_000;

/** What the agent is told. Rows are told without the columns for operators. */
export function toldBy(operation: Operation, { tables, using }: OperationRun, { scope }: Prepared): Value {
  const { returns } = operation;
  if (returns === undefined) return { done: true };
  const told = returnedBy(returns, operation, { tables, using }, scope);
  if (Buffer.byteLength(JSON.stringify(told)) > mostToldBytes)
    throw new ExpressionError(`it returns more than ${mostToldBytes / 1_000} KB`);
  return told;
}

function returnedBy(
  returns: NonNullable<Operation["returns"]>,
  operation: Operation,
  { tables, using }: Pick<OperationRun, "tables" | "using">,
  scope: Scope,
): Value {
  const told = tellableScope(operation, { tables }, scope);
  if (typeof returns === "string") return evaluate(expressionOf(returns), told, using);
  return Object.fromEntries(
    Object.entries(returns).map(([name, text]) => [name, evaluate(expressionOf(text), told, using)]),
  );
}

/** What the person who must agree is shown, by label; undefined without `show`. */
export function shownBy(operation: Operation, run: OperationRun, { scope }: Prepared): Scope | undefined {
  const told = tellableScope(operation, run, scope);
  return (
    operation.show &&
    Object.fromEntries(
      Object.entries(operation.show).map(([label, text]) => [label, evaluate(expressionOf(text), told, run.using)]),
    )
  );
}

/** The names with their values, of which rows lack the columns for operators. */
function tellableScope({ read }: Operation, { tables }: Pick<OperationRun, "tables">, scope: Scope): Scope {
  const rows = Object.entries(read).map(([name, { table }]) => [
    name,
    tellable(scope[name] ?? null, tables.table(table)),
  ]);
  return { ...scope, ...Object.fromEntries(rows) };
}

function tellable(value: Value, table: Table): Value {
  if (isList(value)) return value.map((item) => tellable(item, table));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => table.columns[name]?.read !== "operators"));
}

interface Part extends OperationRun {
  readonly scope: Scope;
  readonly rows: RowsInHand;
}

async function read(name: string, part: ReadPart, within: Part): Promise<Value> {
  if (part.where !== undefined) return search(name, { ...part, where: part.where }, within);
  if (part.for_each === undefined) return readRow(name, part, within);
  const rows: Value[] = [];
  for (const scope of eachScope(part, within.scope, within.using))
    rows.push(await readRow(name, part, { ...within, scope }));
  return rows;
}

async function readRow(name: string, part: ReadPart, within: Part): Promise<Value> {
  const key = keyOf(part.key ?? [], within);
  const row = key && (await within.rows.row(part.table, key));
  if (row || part.optional) return row ?? null;
  throw new Refused(part.otherwise ?? `There is no such ${name}${key ? `: ${key.join(", ")}` : ""}.`);
}

async function search(
  name: string,
  { table, where, limit, optional, otherwise }: ReadPart & { readonly where: NonNullable<ReadPart["where"]> },
  { tenantId, tables, rows, scope, using }: Part,
): Promise<Value> {
  const wanted = Object.fromEntries(
    Object.entries(where).map(([column, text]) => [column, evaluate(expressionOf(text), scope, using)]),
  );
  const found = await tables.find(tenantId, table, wanted, { limit });
  if (found.nextCursor !== undefined)
    throw new Refused(`There are more than ${limit} rows for ${name}. Narrow the request.`);
  if (found.rows.length === 0 && !optional && otherwise !== undefined) throw new Refused(otherwise);
  return rows.found(table, found.rows);
}

async function write(part: WritePart, within: Part): Promise<void> {
  const { rows, scope, using } = within;
  if (part.when !== undefined && !truth(evaluate(expressionOf(part.when), scope, using))) return;
  const valuesOf = (cells: Readonly<Record<string, string>> = {}) =>
    Object.entries(cells).map(([place, text]) => ({ place, value: evaluate(expressionOf(text), scope, using) }));
  if (part.insert !== undefined) {
    const cells = valuesOf(part.row).map(({ place, value }) => [place, value] as const);
    return rows.insert(part.insert, Object.fromEntries(cells));
  }
  const key = keyOf(part.key ?? [], within);
  if (key === undefined) throw new Refused("The row to change was not named.");
  if (part.delete !== undefined) return rows.remove(part.delete, key);
  const changes = [
    ...valuesOf(part.set).map(({ place, value }) => ({ place, change: () => value })),
    ...valuesOf(part.append).map(({ place, value }) => ({
      place,
      change: (list: Value) => appended(list, value, using),
    })),
    ...valuesOf(part.increment).map(({ place, value }) => ({
      place,
      change: (cell: Value) => incremented(cell, value),
    })),
  ];
  return rows.update(part.update ?? "", key, (row) =>
    changes.reduce<TableRow>(
      (changed, { place, change }) => changedAt(changed, knownPlace(place), change, { scope, using }) as TableRow,
      row,
    ),
  );
}

function knownPlace(text: string): Place {
  const place = placeOf(text);
  if (place === undefined) throw new Error(`"${text}" names no place in a row.`);
  return place;
}

function appended(list: Value, item: Value, using: Evaluator): Value {
  spend(using, sizeOf(list));
  if (list === null) return [item];
  if (isList(list)) return [...list, item];
  throw new ExpressionError(`an item is appended to what is ${kindOf(list)}`);
}

function incremented(cell: Value, by: Value): Value {
  const before = cell ?? 0;
  if (typeof before === "number" && typeof by === "number") return exact(before + by);
  throw new ExpressionError(`what is ${kindOf(by)} is added to what is ${kindOf(before)}`);
}

/** One scope for each item of `for_each`, or the scope itself. */
function eachScope({ for_each }: Pick<WritePart, "for_each">, scope: Scope, using: Evaluator): readonly Scope[] {
  const [entry] = Object.entries(for_each ?? {});
  if (entry === undefined) return [scope];
  const [name, text] = entry;
  const items = evaluate(expressionOf(text), scope, using);
  if (items === null) return [];
  if (!isList(items)) throw new ExpressionError(`for_each takes a list, and got what is ${kindOf(items)}`);
  spend(using, items.length);
  return items.map((item) => ({ ...scope, [name]: item }));
}

/** Undefined when a part of the key has no value. */
function keyOf(texts: readonly string[], { scope, using }: Part): KeyValues | undefined {
  const values = texts.map((text) => evaluate(expressionOf(text), scope, using));
  return values.every((value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    ? values
    : undefined;
}
