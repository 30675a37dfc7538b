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

/**
 * The tables by which rows are read and written, for a request about the table `name`.
 * @throws Problem 404 `table-not-found`, and 409 `table-ambiguous` when configurations declare the table differently.
 */
export function requireTables(configs: readonly DeclaringConfig[], name: string): Readonly<Record<string, Table>> {
  const declared = declaredTables(configs);
  const own = declared.get(name);
  if (own === undefined) throw new Problem(404, "table-not-found", `No active configuration has a table "${name}".`);
  if (own.length > 1)
    throw new Problem(
      409,
      "table-ambiguous",
      `The active configurations declare "${name}" differently. Name one with \`config\`.`,
    );
  return Object.fromEntries([...declared].flatMap(([each, [table]]) => (table ? [[each, table]] : [])));
}

/** What decides how a row is checked and found. The first rows and the description do not. */
function structureOf({ columns, key, lookups }: Table): string {
  return JSON.stringify([columns, key, lookups]);
}
