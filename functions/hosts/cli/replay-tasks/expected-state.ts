import type { Cell, TableRow } from "../../../../shared/tables/cell.ts";
import { rowIdOf } from "../../../../shared/tables/row-key.ts";
import type { Table } from "../../../../shared/tables/table.ts";
import { type GivenRows, keyedRow, rowsOf } from "./read-domain.ts";
import { differencesOf, differenceTexts, digestOfTables, mergePatch, type TablesState } from "./tables-state.ts";
import type { Expected } from "./task-file.ts";

interface Compared {
  readonly before: TablesState;
  readonly after: TablesState;
  readonly tables: Readonly<Record<string, Table>>;
}

/** How the tables after a task differ from what it expects, in sentences. Without `expected` they do not. */
export function stateProblems(expected: Expected | undefined, { before, after, tables }: Compared): readonly string[] {
  if (expected === undefined) return [];
  if (expected.sha256 !== undefined) {
    const digest = digestOfTables(after);
    return digest === expected.sha256 ? [] : [`The tables have the digest ${digest}, and not ${expected.sha256}.`];
  }
  const named = Object.keys(expected.changes ?? expected.rows ?? expected.tables ?? {});
  const unknown = named.filter((name) => !Object.hasOwn(tables, name));
  if (unknown.length > 0) return [`\`expected\` names tables that are not declared: ${unknown.join(", ")}.`];
  return differenceTexts(differencesOf(stateAfter(expected, before, tables), after));
}

/** The tables as they should be. */
function stateAfter({ changes, rows, tables }: Expected, before: TablesState, declared: Compared["tables"]): Cell {
  if (changes !== undefined) return mergePatch(before, changes);
  const after = Object.entries(declared).map(([name, table]): [string, Cell] => {
    const whole = tables?.[name];
    if (whole !== undefined) return [name, byKey(whole, table)];
    const wanted = new Map<string, TableRow>(Object.entries(before[name] ?? {}));
    for (const [key, row] of Object.entries(rows?.[name] ?? {})) {
      if (row === null) wanted.delete(key);
      else wanted.set(key, keyedRow(key, row, table));
    }
    return [name, Object.fromEntries(wanted)];
  });
  return Object.fromEntries(after);
}

function byKey(given: GivenRows, table: Table): Cell {
  return Object.fromEntries(rowsOf(given, table).map((row, index) => [rowIdOf(table, row) ?? `row ${index + 1}`, row]));
}
