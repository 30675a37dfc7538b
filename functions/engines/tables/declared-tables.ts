import type { TenantConfig } from "../../../shared/config/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Table } from "../../../shared/tables/table.ts";

export type DeclaringConfig = Pick<TenantConfig, "tables">;

/** The tables of the active configurations by name, each with its declarations, which may differ. */
export function declaredTables(configs: readonly DeclaringConfig[]): ReadonlyMap<string, readonly Table[]> {
  const declared = new Map<string, Table[]>();
  for (const { tables } of configs)
    for (const [name, table] of Object.entries(tables)) {
      const known = declared.get(name) ?? [];
      if (!known.some((other) => structureOf(other) === structureOf(table))) known.push(table);
      declared.set(name, known);
    }
  return declared;
}

/** Why rows of a table cannot be read or written. */
export interface TableProblem {
  readonly code: "table-not-found" | "table-ambiguous";
  readonly message: string;
}

/** The tables by which rows are read and written, for work on the table `name`. */
export function tablesFor(
  configs: readonly DeclaringConfig[],
  name: string,
): Readonly<Record<string, Table>> | TableProblem {
  const declared = declaredTables(configs);
  const own = declared.get(name);
  if (own === undefined) return { code: "table-not-found", message: `No active configuration has a table "${name}".` };
  if (own.length > 1) {
    const message = `The active configurations declare "${name}" differently. Name one with \`config\`.`;
    return { code: "table-ambiguous", message };
  }
  return Object.fromEntries([...declared].flatMap(([each, [table]]) => (table ? [[each, table]] : [])));
}

export function isTableProblem(found: ReturnType<typeof tablesFor>): found is TableProblem {
  return typeof found.code === "string";
}

/**
 * `tablesFor`, for a request.
 * @throws Problem 404 `table-not-found`, and 409 `table-ambiguous` when configurations declare the table differently.
 */
export function requireTables(configs: readonly DeclaringConfig[], name: string): Readonly<Record<string, Table>> {
  const found = tablesFor(configs, name);
  if (!isTableProblem(found)) return found;
  throw new Problem(found.code === "table-not-found" ? 404 : 409, found.code, found.message);
}

/** What decides how a row is checked and found. The first rows and the description do not. */
function structureOf({ columns, key, lookups }: Table): string {
  return JSON.stringify([columns, key, lookups]);
}
