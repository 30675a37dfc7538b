import { z } from "zod";
import { Name, ShortText } from "../schema/scalars.ts";
import { written } from "../schema/written-form.ts";
import { type Cell, isEmptyCell, type TableRow } from "./cell.ts";
import { problemsOfRow } from "./check-row.ts";
import { CellPlace, type Column, ColumnName, ColumnSection, canBeKey, columnAt, columnOf } from "./column.ts";
import { comparable, valuesOf } from "./key-values.ts";

/** A table as the product uses it. Plain data. */
export interface Table {
  readonly description?: string | undefined;
  readonly columns: Readonly<Record<string, Column>>;
  /** False: the columns are those that its rows happen to have. */
  readonly isDeclared: boolean;
  /** The columns whose values name a row. Empty for rows that are named by their content. */
  readonly key: readonly string[];
  /** Columns by whose exact values rows are found. A lookup is known by its place in this list. */
  readonly lookups: readonly Lookup[];
  /** The rows that an activation writes, unless a tool has changed them. */
  readonly rows: readonly TableRow[];
}

export interface Lookup {
  readonly columns: readonly string[];
  /** No two rows have the same values. */
  readonly unique: boolean;
}

/** The rows store one index entry for each. */
export const mostLookups = 8;

const Cells: z.ZodType<Cell> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.lazy(() => z.array(Cells)),
  z.lazy(() => z.record(z.string(), Cells)),
]);

const Rows = z.array(z.record(z.string(), Cells)).default([]);

const ColumnNames = z.array(ColumnName).min(1);
const CellPlaces = z.array(CellPlace).min(1);

const LongForm = z
  .strictObject({
    description: ShortText.optional().describe("What its rows are, for the model and for people."),
    columns: z
      .record(ColumnName, ColumnSection)
      .optional()
      .describe("Its columns by name. Default: the columns of its rows, with the types that they have there."),
    key: ColumnNames.optional().describe("The columns whose values name a row. Default: id."),
    lookups: z
      .array(CellPlaces)
      .default([])
      .describe(
        `Columns, or places in them such as address.zip, by whose exact values rows are found, in a table of any size. Columns with references have one already. At most ${mostLookups} in all.`,
      ),
    unique: z.array(CellPlaces).default([]).describe("Lookups in which no two rows may have the same values."),
    rows: Rows.describe("Its first rows. Further ones come from imports, tools and the API."),
  })
  .transform((given, context) => tableOf(given, context));

interface Given {
  readonly description?: string | undefined;
  readonly columns?: Readonly<Record<string, Column>> | undefined;
  readonly key?: readonly string[] | undefined;
  readonly lookups: readonly (readonly string[])[];
  readonly unique: readonly (readonly string[])[];
  readonly rows: readonly TableRow[];
}

/** A table of the YAML: a section, or a list of rows. */
const TableSection: z.ZodType<Table> = written(
  z.preprocess((given) => (Array.isArray(given) ? { rows: given } : given), LongForm),
  { shortForms: [{ as: "list: its `rows` alone", json: { type: "array", items: { type: "object" } } }] },
);

export const Tables = z
  .record(Name, TableSection)
  .superRefine(checkReferences)
  .describe(
    "The client's data by table: what database tools and operations read and write (docs/tables.md). A column day_offset counts days from today.",
  );

function tableOf(given: Given, context: z.RefinementCtx): Table {
  const refuse = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path: [...path], message });
  const columns = given.columns ?? inferredColumns(given.rows);
  const key = given.key ?? (Object.hasOwn(columns, "id") ? ["id"] : []);
  if (given.columns !== undefined && key.length === 0)
    refuse(["key"], "is missing\nName the columns whose values name a row, or add a column `id`.");
  const lookups = lookupsOf(given, columns, key);
  const named = [
    ...key.map((name, index) => ({ name, path: ["key", index] })),
    ...given.lookups.flatMap((names, at) => names.map((name, index) => ({ name, path: ["lookups", at, index] }))),
    ...given.unique.flatMap((names, at) => names.map((name, index) => ({ name, path: ["unique", at, index] }))),
  ];
  for (const { name, path } of named) {
    const column = columnAt(columns, name);
    if (column === undefined) refuse(path, `is not a column\nThe columns are ${Object.keys(columns).join(", ")}.`);
    else if (!canBeKey(column)) refuse(path, `is a column of type ${column.type}\nUse one of a simple type.`);
  }
  if (lookups.length > mostLookups)
    refuse(["lookups"], `has more than ${mostLookups} together with unique and references\nRemove some.`);
  if (given.columns !== undefined) checkRows(given.rows, { columns, key, lookups }, refuse);
  const isDeclared = given.columns !== undefined;
  return { description: given.description, columns, isDeclared, key, lookups, rows: given.rows };
}

/** Declared lookups, and one for each reference, so that a row that others name is not deleted unseen. */
function lookupsOf(given: Given, columns: Table["columns"], key: readonly string[]): readonly Lookup[] {
  const declared = [
    ...given.unique.map((names) => ({ columns: names, unique: true })),
    ...given.lookups.map((names) => ({ columns: names, unique: false })),
    ...Object.entries(columns).flatMap(([name, { references }]) =>
      references === undefined || (key.length === 1 && key[0] === name) ? [] : [{ columns: [name], unique: false }],
    ),
  ];
  const same = (one: Lookup, other: Lookup) => one.columns.join() === other.columns.join();
  return declared.filter((lookup, index) => declared.findIndex((each) => same(each, lookup)) === index);
}

const mostProblems = 20;

function checkRows(
  rows: readonly TableRow[],
  { columns, key, lookups }: Pick<Table, "columns" | "key" | "lookups">,
  refuse: (path: readonly (string | number)[], message: string) => void,
): void {
  const unique = [key, ...lookups.flatMap((lookup) => (lookup.unique ? [lookup.columns] : []))];
  const seen = new Map<string, number>();
  const problems = rows.flatMap((row, index) => {
    const refused = problemsOfRow(row, columns).map(({ path, message }) => ({ path: [...path], message }));
    const unnamed = key.filter((name) => isEmptyCell(row[name]));
    const taken = unique.flatMap((names) => {
      const values = valuesOf(names, row)?.map(comparable);
      const id = JSON.stringify([names, values]);
      const first = seen.get(id) ?? index;
      if (values === undefined || first === index) {
        seen.set(id, first);
        return [];
      }
      return [{ path: [], message: `has the ${names.join(" and ")} of row ${first + 1}.` }];
    });
    const without = unnamed.map((name) => ({ path: [], message: `has no \`${name}\`, which is part of the key.` }));
    return [...refused, ...without, ...taken].map(({ path, message }) => ({ path: ["rows", index, ...path], message }));
  });
  for (const { path, message } of problems.slice(0, mostProblems)) refuse(path, message);
}

/** The columns that a list of rows has. A column whose cells differ in type takes any. */
function inferredColumns(rows: readonly TableRow[]): Readonly<Record<string, Column>> {
  const types = new Map<string, Column["type"]>();
  for (const row of rows)
    for (const [name, cell] of Object.entries(row)) {
      const type = typeOf(cell);
      if (type === undefined) types.set(name, types.get(name) ?? "text");
      else types.set(name, [undefined, type].includes(types.get(name)) ? type : "json");
    }
  return Object.fromEntries(
    [...types].map(([name, type]) => [name, columnOf(type, type === "list" ? { of: columnOf("json") } : {})]),
  );
}

function typeOf(cell: Cell): Column["type"] | undefined {
  if (cell === null) return undefined;
  if (typeof cell === "string") return "text";
  if (typeof cell === "number") return "number";
  if (typeof cell === "boolean") return "boolean";
  return Array.isArray(cell) ? "list" : "json";
}

/** A column references the only column of another table's key, of the same type. */
function checkReferences(tables: Readonly<Record<string, Table>>, context: z.RefinementCtx): void {
  for (const [name, { columns }] of Object.entries(tables))
    for (const [column, { references, type }] of Object.entries(columns)) {
      if (references === undefined) continue;
      const message = referenceProblem(tables, references, type);
      if (message !== undefined)
        context.addIssue({ code: "custom", path: [name, "columns", column, "references"], message });
    }
}

function referenceProblem(
  tables: Readonly<Record<string, Table>>,
  references: string,
  type: Column["type"],
): string | undefined {
  const table = Object.hasOwn(tables, references) ? tables[references] : undefined;
  if (table === undefined) return `is not a table\nThe tables are ${Object.keys(tables).join(", ")}.`;
  const [only, ...more] = table.key;
  if (only === undefined || more.length > 0)
    return `is a table whose key is not one column\nReference a table with one.`;
  const keyType = table.columns[only]?.type;
  return keyType === type ? undefined : `is a table whose key is of type ${keyType}, not ${type}\nGive both one type.`;
}
