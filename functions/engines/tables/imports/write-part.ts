import { isDeepStrictEqual } from "node:util";
import type { Documents, Write } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { retryConflicts, unlessConflict } from "../../../../shared/platform/version-conflicts.ts";
import { rowIdOf } from "../../../../shared/tables/row-key.ts";
import { getRecord } from "../../../../shared/tables/table-rows.ts";
import { type RowChange, RowsRefused, type Tables } from "../../../../shared/tables/tables.ts";
import type { FileRow } from "./read-rows.ts";
import type { RowProblem, TableImport } from "./table-import.ts";

export interface PartOutcome {
  readonly written: number;
  readonly unchanged: number;
  readonly problems: readonly RowProblem[];
}

export interface PartDependencies {
  readonly documents: Documents;
  readonly tables: Tables;
  readonly tenantId: TenantId;
}

/** Writes of one commit, of at most 500. */
const mostWrites = 400;

/** The note of rows that an import wrote. An activation leaves them, and a repeated part counts them again. */
export function importMark(importId: string): string {
  return `import:${importId}`;
}

/** Writes the rows of one part. Repeating it changes nothing, so a crash within it loses and doubles no row. */
export async function writePart(
  dependencies: PartDependencies,
  { request }: Pick<TableImport, "request">,
  rows: readonly FileRow[],
): Promise<PartOutcome> {
  let pending: Write[] = [];
  let keys = new Set<string>();
  let held: FileRow[] = [];
  let [written, unchanged] = [0, 0];
  const problems: RowProblem[] = [];

  async function flush(): Promise<void> {
    if (held.length === 0) return;
    const [writes, now] = [pending, held];
    [pending, keys, held] = [[], new Set(), []];
    if (request.dryRun) return;
    if (await unlessConflict(dependencies.documents.commit(dependencies.tenantId, writes))) return;
    // Somebody changed one of the rows meanwhile: each is written by itself.
    for (const row of now) {
      written -= 1;
      await writeAlone(row);
    }
  }

  async function writeAlone(row: FileRow): Promise<void> {
    const prepared = await retryConflicts(async () => {
      const made = await prepareRow(dependencies, request, row);
      if (made.type === "write") await dependencies.documents.commit(dependencies.tenantId, made.writes);
      return made;
    });
    if (prepared.type === "write") written += 1;
    else count(row, prepared);
  }

  function count({ line }: FileRow, prepared: Exclude<PreparedRow, { type: "write" }>): void {
    if (prepared.type === "unchanged") unchanged += 1;
    else if (prepared.type === "written") written += 1;
    else problems.push(...prepared.problems.map((message) => ({ line, message })));
  }

  for (const row of rows) {
    let prepared = await prepareRow(dependencies, request, row);
    // Two rows of one key, or of one unique value, are judged one after the other.
    if (
      prepared.type === "write" &&
      prepared.writes.some(({ collection, id }) => keys.has(`${collection.name} ${id}`))
    ) {
      await flush();
      prepared = await prepareRow(dependencies, request, row);
    }
    if (prepared.type !== "write") {
      count(row, prepared);
      continue;
    }
    if (pending.length + prepared.writes.length > mostWrites) await flush();
    pending.push(...prepared.writes);
    for (const { collection, id } of prepared.writes) keys.add(`${collection.name} ${id}`);
    held.push(row);
    written += 1;
  }
  await flush();
  return { written, unchanged, problems };
}

type PreparedRow =
  | { readonly type: "write"; readonly writes: readonly Write[] }
  | { readonly type: "unchanged" }
  | { readonly type: "written" }
  | { readonly type: "refused"; readonly problems: readonly string[] };

async function prepareRow(
  { documents, tables, tenantId }: PartDependencies,
  { table, importId, mode }: TableImport["request"],
  { row, problems }: FileRow,
): Promise<PreparedRow> {
  if (problems.length > 0) return { type: "refused", problems };
  const declared = tables.table(table);
  const rowId = rowIdOf(declared, row);
  if (rowId === undefined) return { type: "refused", problems: [`The row lacks its key: ${declared.key.join(", ")}.`] };
  const before = await getRecord(documents, tenantId, table, rowId);
  const writeKey = importMark(importId);
  const next = before && mode === "merge" ? { ...before.data.row, ...row } : row;
  if (before && isDeepStrictEqual(withoutEmpty(before.data.row), withoutEmpty(next))) {
    if (before.data.writeKey === writeKey) return { type: "written" };
    if (mode === "merge") return { type: "unchanged" };
  }
  const by = { writeKey };
  const change: RowChange = before
    ? { table, type: "update", before, row: next, by }
    : { table, type: "insert", rowId, row: next, by };
  try {
    return { type: "write", writes: await tables.writes(tenantId, [change]) };
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error;
    return { type: "refused", problems: error.problems.map(withoutCells) };
  }
}

/** An empty cell is the same as none. */
function withoutEmpty(row: FileRow["row"]): FileRow["row"] {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null));
}

/** A problem is kept for weeks, and cells may hold what customers said. */
function withoutCells(problem: string): string {
  return problem
    .slice(0, 500)
    .replace(/, but is .*$/s, ".")
    .replace(/ names `.*`, which is not in/s, " names a row that is not in");
}
