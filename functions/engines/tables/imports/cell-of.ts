import { jsonOf } from "../../../../shared/schema/json-of.ts";
import type { Cell } from "../../../../shared/tables/cell.ts";
import type { Column } from "../../../../shared/tables/column.ts";

type ReadCell = { readonly ok: true; readonly cell: Cell } | { readonly ok: false; readonly problem: string };

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "1"].map((word) => [word, true] as const),
  ...["false", "no", "n", "0"].map((word) => [word, false] as const),
]);

/**
 * A cell of a file as its column holds it: CSV knows texts only, and a spreadsheet turns codes into numbers. An empty cell
 * is null. What is read is checked against the column when the row is written.
 */
export function cellOf(given: unknown, column: Column | undefined): ReadCell {
  if (given === undefined || given === null || given === "") return read(null);
  if (given instanceof Date) return read(dateOf(given, column?.type));
  if (column === undefined || typeof given === "object") return read(given as Cell);
  const text = String(given).trim();
  switch (column.type) {
    case "integer":
    case "number":
    case "money":
      return /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text)
        ? read(Number(text))
        : refuse("must be a number, without signs or commas");
    case "boolean": {
      const truth = truths.get(text.toLowerCase());
      return truth === undefined ? refuse("must be true or false") : read(truth);
    }
    case "list":
    case "map":
    case "object":
    case "json":
      return jsonCell(text);
    default:
      return read(text);
  }
}

function read(cell: Cell): ReadCell {
  return { ok: true, cell };
}

function refuse(problem: string): ReadCell {
  return { ok: false, problem: `${problem}.` };
}

function dateOf(date: Date, type: Column["type"] | undefined): string {
  const iso = date.toISOString();
  if (type === "time") return iso.slice(11, 16);
  return type === "datetime" ? iso.slice(0, 19) : iso.slice(0, 10);
}

function jsonCell(text: string): ReadCell {
  const value = jsonOf(text);
  return value === undefined ? refuse("must be JSON") : read(value as Cell);
}
