import type { TenantConfig } from "../schema.ts";

/** By table's name. */
export type KnownColumns = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns of the tables that declare them or have rows. The columns of others are not known before tools write. */
export function columnsByTable({ tables }: Pick<TenantConfig, "tables">): KnownColumns {
  return new Map(
    Object.entries(tables).flatMap(([name, { columns, isDeclared, rows }]) =>
      isDeclared || rows.length > 0 ? [[name, new Set(Object.keys(columns))] as const] : [],
    ),
  );
}
