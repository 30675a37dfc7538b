import {
  type ImportRequest,
  tableImportEnded,
  tableImportPartDue,
  tableImportRequested,
  tableImportStarted,
  tableImportSweepDue,
} from "../../../../shared/events/index.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Documents, VersionConflict } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { tableRows } from "../../../../shared/tables/table-rows.ts";
import { openTables, RowsRefused, type Tables } from "../../../../shared/tables/tables.ts";
import { type DeclaringConfig, isTableProblem, tablesFor } from "../declared-tables.ts";
import { type FileRow, FileUnreadable, readRows } from "./read-rows.ts";
import {
  importFiles,
  mostProblems,
  newImport,
  partBlob,
  type RowProblem,
  sourceBlob,
  type TableImport,
  tableImports,
} from "./table-import.ts";
import { importMark, type PartDependencies, type PartOutcome, writePart } from "./write-part.ts";

export interface ImportDependencies {
  readonly documents: Documents;
  readonly blobs: Pick<Blobs, "get" | "put" | "list" | "delete">;
  configsOf(tenantId: TenantId, configName?: string): Promise<readonly DeclaringConfig[]>;
}

/** Rows of one part, which one step writes. */
const rowsPerPart = 2_000;

/** @throws FileUnreadable when the active configurations do not declare the table any more, or differently */
async function tablesOf(
  { documents, configsOf }: ImportDependencies,
  tenantId: TenantId,
  request: ImportRequest,
): Promise<Tables> {
  const found = tablesFor(await configsOf(tenantId, request.config ?? undefined), request.table);
  if (isTableProblem(found)) throw new FileUnreadable(found.message);
  return openTables(documents, found);
}

/** Keeps an import before its file is read. */
export const openImport = step<ImportRequest, TableImport>({
  name: "tables-open-import",
  on: tableImportRequested,
  publishes: [tableImportStarted],
  document: tableImports,
  documentId: ({ data }) => data.importId,
  decide(before, { data }) {
    if (before) return undefined;
    return { document: newImport(data), publish: [newEvent(tableImportStarted, data.importId, data)] };
  },
});

/** What `work` finds, or why the import ends. */
async function orUnreadable<T>(work: () => Promise<T>): Promise<T | FileUnreadable> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileUnreadable) return error;
    throw error;
  }
}

interface Cut {
  readonly rows: number;
  readonly parts: number;
}

/** Cuts a file into parts. A crash repeats it from the start and makes the same parts. */
export function readImportStep(dependencies: ImportDependencies) {
  const { blobs } = dependencies;
  return step<ImportRequest, TableImport, Cut | FileUnreadable>({
    name: "tables-read-import",
    on: tableImportStarted,
    publishes: [tableImportPartDue, tableImportEnded],
    document: tableImports,
    documentId: ({ data }) => data.importId,

    async gather(_before, { tenantId, data }) {
      const source = await blobs.get(tenantId, sourceBlob(data.importId));
      if (!source) return new FileUnreadable("The file is gone.");
      return orUnreadable(async () => {
        const declared = (await tablesOf(dependencies, tenantId, data)).table(data.table);
        const storePart = (part: number, held: readonly FileRow[]) => {
          const body = Buffer.from(held.map((row) => JSON.stringify(row)).join("\n"));
          return blobs.put(tenantId, partBlob(data.importId, part), body, { contentType: "application/x-ndjson" });
        };
        let held: FileRow[] = [];
        let [rows, parts] = [0, 0];
        for await (const row of readRows(source.body, data.format, declared)) {
          rows += 1;
          held.push(row);
          if (held.length < rowsPerPart) continue;
          await storePart(parts, held);
          parts += 1;
          held = [];
        }
        if (rows === 0) throw new FileUnreadable("The file has no rows.");
        if (held.length === 0) return { rows, parts };
        await storePart(parts, held);
        return { rows, parts: parts + 1 };
      });
    },

    decide(before, { data }, cut, now) {
      const started = before ?? newImport(data);
      if (cut instanceof FileUnreadable) return failed(started, cut, now);
      return {
        document: { ...started, status: "writing", rows: cut.rows, parts: cut.parts, updatedAt: now.toISOString() },
        publish: [newEvent(tableImportPartDue, data.importId, { importId: data.importId, part: 0 })],
      };
    },
  });
}

/** Writes one part, and asks for the next. */
export function writeImportStep(dependencies: ImportDependencies) {
  const { blobs, documents } = dependencies;
  return step<{ importId: string; part: number }, TableImport, PartOutcome | FileUnreadable | undefined>({
    name: "tables-write-import",
    on: tableImportPartDue,
    publishes: [tableImportPartDue, tableImportSweepDue, tableImportEnded],
    document: tableImports,
    documentId: ({ data }) => data.importId,

    async gather(before, { tenantId, data }) {
      if (before?.status !== "writing" || before.nextPart !== data.part) return undefined;
      const stored = await blobs.get(tenantId, partBlob(data.importId, data.part));
      if (!stored) return undefined;
      return orUnreadable(async () => {
        const tables = await tablesOf(dependencies, tenantId, before.request);
        const rows = Buffer.from(stored.body)
          .toString("utf8")
          .split("\n")
          .map((row) => JSON.parse(row));
        return writePart({ documents, tables, tenantId }, before, rows);
      });
    },

    decide(before, { data: { importId } }, outcome, now) {
      if (!before || outcome === undefined) return undefined;
      if (outcome instanceof FileUnreadable) return failed(before, outcome, now);
      const document = withOutcome({ ...before, updatedAt: now.toISOString() }, outcome);
      if (document.nextPart < document.parts)
        return { document, publish: [newEvent(tableImportPartDue, importId, { importId, part: document.nextPart })] };
      const { mode, dryRun } = document.request;
      // After refused rows, what the file lacks is not known: nothing is deleted.
      if (mode !== "replace" || dryRun || document.refused > 0) return ended({ ...document, status: "done" });
      const sweep = newEvent(tableImportSweepDue, importId, { importId, cursor: null });
      return { document: { ...document, status: "deleting" }, publish: [sweep] };
    },
  });
}

function withOutcome(before: TableImport, { written, unchanged, problems }: PartOutcome): TableImport {
  const lines = new Set(problems.map(({ line }) => line));
  return {
    ...before,
    nextPart: before.nextPart + 1,
    written: before.written + written,
    unchanged: before.unchanged + unchanged,
    refused: before.refused + lines.size,
    problems: [...before.problems, ...problems].slice(0, mostProblems),
  };
}

const rowsPerSweep = 200;

interface Swept {
  readonly deleted: number;
  readonly problems: readonly RowProblem[];
  readonly nextCursor: string | undefined;
}

/** Deletes the rows of a table that a replacing import did not write, page by page. */
export function sweepImportStep(dependencies: ImportDependencies) {
  const { documents } = dependencies;
  return step<{ importId: string; cursor: string | null }, TableImport, Swept | FileUnreadable | undefined>({
    name: "tables-sweep-import",
    on: tableImportSweepDue,
    publishes: [tableImportSweepDue, tableImportEnded],
    document: tableImports,
    documentId: ({ data }) => data.importId,

    async gather(before, { tenantId, data }) {
      if (before?.status !== "deleting") return undefined;
      return orUnreadable(async () => {
        const tables = await tablesOf(dependencies, tenantId, before.request);
        return sweepPage({ documents, tables, tenantId }, before.request, data.cursor ?? undefined);
      });
    },

    decide(before, { data: { importId } }, swept, now) {
      if (!before || swept === undefined) return undefined;
      if (swept instanceof FileUnreadable) return failed(before, swept, now);
      const document: TableImport = {
        ...before,
        deleted: before.deleted + swept.deleted,
        problems: [...before.problems, ...swept.problems].slice(0, mostProblems),
        status: swept.nextCursor === undefined ? "done" : "deleting",
        updatedAt: now.toISOString(),
      };
      if (swept.nextCursor === undefined) return ended(document);
      return { document, publish: [newEvent(tableImportSweepDue, importId, { importId, cursor: swept.nextCursor })] };
    },
  });
}

/** Deletes what the import did not write, of one page of the table. */
async function sweepPage(
  { documents, tables, tenantId }: PartDependencies,
  { table, importId }: ImportRequest,
  cursor: string | undefined,
): Promise<Swept> {
  const where = [["table", "==", table]] as const;
  const page = await documents.query(tenantId, tableRows, { where, limit: rowsPerSweep, cursor });
  const others = page.items.filter(({ data: { writeKey } }) => writeKey !== importMark(importId));
  const problems: RowProblem[] = [];
  for (const row of others) {
    try {
      await documents.commit(tenantId, await tables.writes(tenantId, [{ table, type: "delete", before: row }]));
    } catch (error) {
      if (!(error instanceof RowsRefused) && !(error instanceof VersionConflict)) throw error;
      problems.push({ line: null, message: stays });
    }
  }
  return { deleted: others.length - problems.length, problems, nextCursor: page.nextCursor };
}

const stays = "A row that the file does not have stays: another row names it, or it changed.";

function failed(before: TableImport, { message }: FileUnreadable, now: Date) {
  return ended({ ...before, status: "failed", failure: message, updatedAt: now.toISOString() });
}

function ended(document: TableImport) {
  const { importId } = document.request;
  return { document, publish: [newEvent(tableImportEnded, importId, { importId })] };
}

/** Deletes the files of an import, which hold rows of customers. */
export function cleanImportStep({ blobs }: Pick<ImportDependencies, "blobs">) {
  return step<{ importId: string }, TableImport>({
    name: "tables-clean-import",
    on: tableImportEnded,
    document: tableImports,
    documentId: ({ data }) => data.importId,
    async gather(_before, { tenantId, data: { importId } }) {
      const files = await blobs.list(tenantId, importFiles(importId));
      for (const { name } of files) await blobs.delete(tenantId, name);
    },
    decide: () => undefined,
  });
}
