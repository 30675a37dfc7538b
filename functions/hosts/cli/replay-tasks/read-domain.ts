import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { TableRow } from "../../../../shared/tables/cell.ts";
import { cellProblemText, problemsOfRow } from "../../../../shared/tables/check-row.ts";
import { rowIdOf } from "../../../../shared/tables/row-key.ts";
import type { Table } from "../../../../shared/tables/table.ts";
import { showProblems } from "../config/show-problems.ts";
import { Failure } from "../failure.ts";
import { Rows, TaskFile } from "./task-file.ts";

/** A folder as `replay-tasks` takes it. `tables` are those of the configuration, with the rows of the folder's files. */
export interface Domain {
  readonly name: string;
  readonly config: TenantConfig;
  readonly tables: Readonly<Record<string, Table>>;
  readonly tasks: TaskFile;
}

const [configName, tasksName, tablesName] = ["tenant.yaml", "tasks.json", "tables"] as const;

/** @throws Failure that names every problem, with its file. */
export function readDomain(folder: string): Domain {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Failure(`${folder} is not a folder. Pass one with ${configName}, ${tablesName}/ and ${tasksName}.`);
  const config = readConfig(join(folder, configName));
  return {
    name: basename(folder),
    config,
    tables: readTables(join(folder, tablesName), config.tables),
    tasks: parsed(join(folder, tasksName), TaskFile),
  };
}

function readConfig(file: string): TenantConfig {
  const loaded = loadTenantConfig({ file, text: textOf(file) });
  if (loaded.ok) return loaded.config;
  showProblems(loaded.problems, process.stderr);
  throw new Failure(`${file} is not a valid configuration.`);
}

function readTables(folder: string, declared: Readonly<Record<string, Table>>): Domain["tables"] {
  const files = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
  const names = files.filter((file) => file.endsWith(".json")).map((file) => basename(file, ".json"));
  const unknown = names.filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0)
    throw new Failure(`${folder}: ${configName} declares no table ${unknown.map((name) => `\`${name}\``).join(", ")}.`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, table]) => {
      if (!names.includes(name)) return [name, table];
      const file = join(folder, `${name}.json`);
      const rows = rowsOf(parsed(file, Rows), table);
      checkRows(file, table, rows);
      return [name, { ...table, rows: [...table.rows, ...rows] }];
    }),
  );
}

/** Rows as they stand in a file: a list, or a map by their keys. */
export type GivenRows = readonly TableRow[] | Readonly<Record<string, TableRow>>;

/** The rows of a file. In a map, a row may leave out the column that names it. */
export function rowsOf(given: GivenRows, table: Table): readonly TableRow[] {
  return isList(given) ? given : Object.entries(given).map(([name, row]) => keyedRow(name, row, table));
}

/** The row with the column that names it, where that is one column. */
export function keyedRow(name: string, row: TableRow, { key }: Table): TableRow {
  const [column, ...more] = key;
  return column === undefined || more.length > 0 || Object.hasOwn(row, column) ? row : { [column]: name, ...row };
}

function isList(given: GivenRows): given is readonly TableRow[] {
  return Array.isArray(given);
}

const mostShown = 10;

function checkRows(file: string, table: Table, rows: readonly TableRow[]): void {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const rowId = rowIdOf(table, row);
    const place = `row ${index + 1}${rowId === undefined ? "" : ` (${rowId})`}`;
    const wrong = problemsOfRow(row, table.columns).map(cellProblemText);
    if (rowId === undefined) wrong.push(`The key is missing: ${table.key.join(", ")}.`);
    else if (seen.has(rowId)) wrong.push("Another row has the same key.");
    else seen.add(rowId);
    problems.push(...wrong.map((problem) => `  ${place}: ${problem}`));
  }
  if (problems.length === 0) return;
  const more = problems.length > mostShown ? `\n  and ${problems.length - mostShown} more` : "";
  throw new Failure(`${file} does not fit the table:\n${problems.slice(0, mostShown).join("\n")}${more}`);
}

function parsed<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const result = schema.safeParse(contentOf(file));
  if (result.success) return result.data;
  throw new Failure(`${file} is not as docs/replay-tasks.md describes it:\n${z.prettifyError(result.error)}`);
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(textOf(file));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Failure(`${file} is not JSON: ${cause.message}`, { cause });
    throw cause;
  }
}

function textOf(file: string): string {
  try {
    // Other programs begin a file with a byte order mark, which JSON does not allow.
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    if (!existsSync(file)) throw new Failure(`There is no file ${file}.`, { cause });
    throw new Failure(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
