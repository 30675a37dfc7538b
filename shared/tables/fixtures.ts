import type { Documents } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";
import { prepareRows } from "./seed-rows.ts";
import { type Table, Tables } from "./table.ts";

/** Tables as the YAML has them: sections, or lists of rows. */
export function tablesOf(sections: Readonly<Record<string, unknown>>): Readonly<Record<string, Table>> {
  return Tables.parse(sections);
}

/** Writes the first rows of one table. @returns the number of rows written */
export async function seed(documents: Documents, tenantId: TenantId, name: string, section: unknown): Promise<number> {
  return prepareRows(documents, tenantId, tablesOf({ [name]: section }));
}
