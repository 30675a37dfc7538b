import { didYouMean, listed } from "../schema/did-you-mean.ts";
import { isRecord } from "../schema/records.ts";
import type { Cell, TableRow } from "./cell.ts";
import type { Column } from "./column.ts";

/** What is wrong with one cell. `message` continues "`items[0].price` …" and says what to do. */
export interface CellProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Columns = Readonly<Record<string, Column>>;

/** Everything wrong with a row; empty for a row that may be stored. Null counts as left out. */
export function problemsOfRow(row: TableRow, columns: Columns): readonly CellProblem[] {
  return problemsOfFields(row, columns, []);
}

/** "`items[0].price` must be a number, but is a text. …" */
export function cellProblemText({ path, message }: CellProblem): string {
  return `\`${path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("")}\` ${message}`;
}

function problemsOfFields(given: TableRow, columns: Columns, path: CellProblem["path"]): readonly CellProblem[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(columns, name));
  const names = Object.keys(columns);
  return [
    ...unknown.map((name) => ({
      path: [...path, name],
      message: `is not a column${didYouMean(name, names) || "."} The columns are ${listed(names) || "none"}.`,
    })),
    ...Object.entries(columns).flatMap(([name, column]) =>
      problemsOfCell(Object.hasOwn(given, name) ? given[name] : undefined, column, [...path, name]),
    ),
  ];
}

function problemsOfCell(cell: Cell | undefined, column: Column, path: CellProblem["path"]): readonly CellProblem[] {
  if (cell === undefined || cell === null)
    return column.required ? [{ path, message: `is missing. It must be ${called(column)}.` }] : [];
  const wrong = [{ path, message: `must be ${called(column)}, but is ${shown(cell)}.` }];
  switch (column.type) {
    case "json":
      return [];
    case "list":
      if (!Array.isArray(cell)) return wrong;
      return cell.flatMap((item, index) => problemsOfItem(item, column, [...path, index]));
    case "map":
      if (!isRecord(cell)) return wrong;
      return Object.entries(cell).flatMap(([name, item]) => problemsOfItem(item, column, [...path, name]));
    case "object":
      return isRecord(cell) ? problemsOfFields(cell, column.fields ?? {}, path) : wrong;
    default:
      return isScalar(cell, column) ? [] : wrong;
  }
}

function problemsOfItem(item: Cell, { of }: Column, path: CellProblem["path"]): readonly CellProblem[] {
  return of === undefined ? [] : problemsOfCell(item, { ...of, required: true }, path);
}

function isScalar(cell: Cell, { type, values = [] }: Column): boolean {
  switch (type) {
    case "integer":
      return Number.isSafeInteger(cell);
    case "number":
      return typeof cell === "number" && Number.isFinite(cell);
    case "money":
      return typeof cell === "number" && Number.isFinite(cell) && isMoney(cell);
    case "boolean":
      return typeof cell === "boolean";
    case "date":
      return typeof cell === "string" && isDate(cell);
    case "time":
      return typeof cell === "string" && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(cell);
    case "datetime":
      return typeof cell === "string" && isDate(cell.slice(0, 10)) && isDateTime(cell);
    case "choice":
      return typeof cell === "string" && values.includes(cell);
    default:
      return typeof cell === "string";
  }
}

/** At most four decimals, which every currency of ISO 4217 fits into. */
function isMoney(amount: number): boolean {
  return Math.abs(amount) <= Number.MAX_SAFE_INTEGER / 10_000 && /^-?\d+(\.\d{1,4})?$/.test(String(amount));
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The zone may be left out: the time is then the tenant's own. */
function isDateTime(text: string): boolean {
  return /T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/.test(text);
}

const typeNames: Readonly<Record<Column["type"], string>> = {
  text: "a text",
  integer: "a whole number",
  number: "a number",
  money: "an amount with at most 4 decimals",
  boolean: "true or false",
  date: "a date such as 2026-11-29",
  time: "a time such as 09:30",
  datetime: "a time such as 2026-11-29T09:30:00",
  choice: "one of its values",
  list: "a list",
  map: "a map",
  object: "an object",
  json: "a value",
};

function called({ type, values }: Column): string {
  return values === undefined ? typeNames[type] : `one of ${values.join(", ")}`;
}

const longest = 40;

function shown(cell: Cell): string {
  if (Array.isArray(cell)) return "a list";
  if (isRecord(cell)) return "an object";
  const text = JSON.stringify(cell);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
