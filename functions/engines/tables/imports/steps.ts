import {
  type ImportRequest,
  tableImportEnded,
  tableImportPartDue,
  tableImportRequested,
  tableImportStarted,
  tableImportSweepDue,
} from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Documents, VersionConflict } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import { tableRows } from "../../../../shared/tables/table-rows.ts";
import { openTables, RowsRefused, type Tables } from "../../../../shared/tables/tables.ts";
import { type DeclaringConfig, requireTables } from "../declared-tables.ts";
import { type FileRow, FileUnreadable, readRows } from "./read-rows.ts";
import {
  mostProblems,
  newImport,
  partBlob,
  type RowProblem,
  sourceBlob,
  type TableImport,
  tableImports,
} from "./table-import.ts";
import { importMark, type PartOutcome, writePart } from "./write-part.ts";

export interface ImportDependencies {
  readonly documents: Documents;
  readonly blobs: Pick<Blobs, "get" | "put" | "delete">;
  configsOf(tenantId: TenantId, configName?: string): Promise<readonly DeclaringConfig[]>;
}

/** Rows of one part, which one step writes. */
const rowsPerPart = 2_000;

/** @throws FileUnreadable when no active configuration has the table any more */
async function tablesOf(
  { documents, configsOf }: ImportDependencies,
  tenantId: TenantId,
  request: ImportRequest,
): Promise<Tables> {
  try {
    return openTables(documents, requireTables(await configsOf(tenantId, request.config ?? undefined), request.table));
  } catch (error) {
    throw error instanceof Problem ? new FileUnreadable(error.message) : error;
  }
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

type Cut = { readonly rows: number; readonly parts: number } | { readonly failure: string };

/** Cuts a file into parts. A crash repeats it from the start and makes the same parts. */
export function readImportStep(dependencies: ImportDependencies) {
  const { blobs } = dependencies;
  return step<ImportRequest, TableImport, Cut>({
    name: "tables-read-import",
    on: tableImportStarted,
    publishes: [tableImportPartDue, tableImportEnded],
    document: tableImports,
    documentId: ({ data }) => data.importId,

    async gather(_before, { tenantId, data }) {
      const { importId, format, table } = data;
      const source = await blobs.get(tenantId, sourceBlob(importId));
      if (!source) return { failure: "The file is gone." };
      try {
        const declared = (await tablesOf(dependencies, tenantId, data)).table(table);
        let held: FileRow[] = [];
        let [rows, parts] = [0, 0];
        const store = async () => {
          const body = Buffer.from(held.map((row) => JSON.stringify(row)).join("\n"));
          await blobs.put(tenantId, partBlob(importId, parts), body, { contentType: "application/x-ndjson" });
          parts += 1;
          held = [];
        };
        for await (const row of readRows(source.body, format, declared)) {
          rows += 1;
          held.push(row);
          if (held.length === rowsPerPart) await store();
        }
        if (held.length > 0) await store();
        return rows === 0 ? { failure: "The file has no rows." } : { rows, parts };
      } catch (error) {
        if (error instanceof FileUnreadable) return { failure: error.message };
        throw error;
      }
    },

    decide(before, { data }, cut, now) {
      const document = { ...(before ?? newImport(data)), updatedAt: now.toISOString() };
      if ("failure" in cut) return ended({ ...document, status: "failed", failure: cut.failure });
      return {
        document: { ...document, status: "writing", rows: cut.rows, parts: cut.parts },
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
      try {
        const tables = await tablesOf(dependencies, tenantId, before.request);
        const rows = Buffer.from(stored.body).toString("utf8").split("\n");
        return await writePart(
          { documents, tables, tenantId },
          before,
          rows.map((row) => JSON.parse(row)),
        );
      } catch (error) {
        if (error instanceof FileUnreadable) return error;
        throw error;
      }
    },

    decide(before, { data: { importId } }, outcome, now) {
      if (!before || outcome === undefined) return undefined;
      const at = now.toISOString();
      if (outcome instanceof FileUnreadable)
        return ended({ ...before, status: "failed", failure: outcome.message, updatedAt: at });
      const document = withOutcome({ ...before, updatedAt: at }, outcome);
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

/** Deletes the rows of a table that a replacing import did not write, page by page. */
export function sweepImportStep(dependencies: ImportDependencies) {
  const { documents } = dependencies;
  return step<
    { importId: string; cursor: string | null },
    TableImport,
    | { readonly deleted: number; readonly problems: readonly RowProblem[]; readonly nextCursor: string | undefined }
    | undefined
  >({
    name: "tables-sweep-import",
    on: tableImportSweepDue,
    publishes: [tableImportSweepDue, tableImportEnded],
    document: tableImports,
    documentId: ({ data }) => data.importId,

    async gather(before, { tenantId, data }) {
      if (before?.status !== "deleting") return undefined;
      const { table, importId } = before.request;
      const tables = await tablesOf(dependencies, tenantId, before.request);
      const where = [["table", "==", table]] as const;
      const page = await documents.query(tenantId, tableRows, {
        where,
        limit: rowsPerSweep,
        cursor: data.cursor ?? undefined,
      });
      const others = page.items.filter(({ data: { writeKey } }) => writeKey !== importMark(importId));
      const problems: RowProblem[] = [];
      let deleted = 0;
      for (const row of others) {
        try {
          await documents.commit(tenantId, await tables.writes(tenantId, [{ table, type: "delete", before: row }]));
          deleted += 1;
        } catch (error) {
          if (!(error instanceof RowsRefused) && !(error instanceof VersionConflict)) throw error;
          problems.push({
            line: null,
            message: "A row that the file does not have stays: another row names it, or it changed.",
          });
        }
      }
      return { deleted, problems, nextCursor: page.nextCursor };
    },

    decide(before, { data: { importId } }, swept, now) {
      if (!before || swept === undefined) return undefined;
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
    async gather(before, { tenantId, data: { importId } }) {
      await blobs.delete(tenantId, sourceBlob(importId));
      for (let part = 0; part < (before?.parts ?? 0); part += 1) await blobs.delete(tenantId, partBlob(importId, part));
    },
    decide: () => undefined,
  });
}
