import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { isRecord } from "../../../../shared/schema/records.ts";
import type { TableRow } from "../../../../shared/tables/cell.ts";
import { prepareRows } from "../../../../shared/tables/seed-rows.ts";
import type { Table } from "../../../../shared/tables/table.ts";
import { tableRows } from "../../../../shared/tables/table-rows.ts";
import { type TablesState, withoutNulls } from "./tables-state.ts";

type Tables = Readonly<Record<string, Table>>;

/** A store with a domain's first rows. Every task gets its own copy. */
export interface DomainStore {
  readonly before: TablesState;
  /** Runs `work` on a fresh copy. */
  withCopy<T>(work: (platform: EmbeddedPlatform) => Promise<T>): Promise<T>;
  remove(): void;
}

export async function openDomainStore(tenantId: TenantId, tables: Tables): Promise<DomainStore> {
  const folder = mkdtempSync(join(tmpdir(), "replay-tasks-"));
  const [first, copy] = [join(folder, "first"), join(folder, "copy")];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const before = await onPlatform(first, async ({ documents }) => {
      await prepareRows(documents, tenantId, tables);
      return readState(documents, tenantId, tables);
    });
    return {
      before,
      remove,
      async withCopy(work) {
        cpSync(first, copy, { recursive: true });
        try {
          return await onPlatform(copy, work);
        } finally {
          rmSync(copy, { recursive: true, force: true });
        }
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function onPlatform<T>(dataDir: string, work: (platform: EmbeddedPlatform) => Promise<T>): Promise<T> {
  const platform = openEmbedded({ dataDir, throwaway: true });
  try {
    return await work(platform);
  } finally {
    await platform.close(1_000);
  }
}

/** Every row of the tables. */
export async function readState(documents: Documents, tenantId: TenantId, tables: Tables): Promise<TablesState> {
  const names = Object.keys(tables);
  const all = await Promise.all(names.map((name) => readTable(documents, tenantId, name)));
  return Object.fromEntries(names.map((name, index) => [name, all[index] ?? {}]));
}

async function readTable(
  documents: Documents,
  tenantId: TenantId,
  name: string,
): Promise<Readonly<Record<string, TableRow>>> {
  const rows: [string, TableRow][] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, tableRows, { where: [["table", "==", name]], limit: 500, cursor });
    for (const { data } of page.items) {
      const row = withoutNulls(data.row);
      if (isRecord(row)) rows.push([data.rowId, row]);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return Object.fromEntries(rows);
}
