import { z } from "zod";
import { tableImportStarted } from "../../../../shared/events/index.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const Problem = z.object({
  /** Of the file, counted from 1. Null for a row that the file does not have. */
  line: z.number().int().nullable(),
  message: z.string(),
});
export type RowProblem = z.infer<typeof Problem>;

const TableImport = z.object({
  request: tableImportStarted.schema,
  status: z.literal(["reading", "writing", "deleting", "done", "failed"]),
  /** Why it ended early. Rows written before that stay. */
  failure: z.string().nullable(),
  /** Rows of the file; null while it is read. */
  rows: z.number().int().nullable(),
  parts: z.number().int(),
  nextPart: z.number().int(),
  written: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  deleted: z.number().int(),
  /** The first 100. They name columns and lines, and quote no cell. */
  problems: z.array(Problem),
  updatedAt: z.string(),
});
export type TableImport = z.infer<typeof TableImport>;

const keptMs = 30 * 24 * 3_600_000;
export const mostProblems = 100;

/** Imports of rows, and how far they are. They are forgotten after 30 days. */
export const tableImports = ownedDocument<TableImport>({
  name: "table-imports",
  state: TableImport,
  indexes: [["updatedAt"]],
  confidential: false,
  personal: "nothing",
  expiry: ({ updatedAt }) => new Date(Date.parse(updatedAt) + keptMs),
});

export function newImport(request: TableImport["request"]): TableImport {
  return {
    request,
    status: "reading",
    failure: null,
    rows: null,
    parts: 0,
    nextPart: 0,
    written: 0,
    unchanged: 0,
    refused: 0,
    deleted: 0,
    problems: [],
    updatedAt: request.at,
  };
}

/** Where the files of an import are: the one that was sent, and its parts. */
export function importFiles(importId: string): string {
  return `table-imports/${importId}/`;
}

export function sourceBlob(importId: string): string {
  return `${importFiles(importId)}source`;
}

export function partBlob(importId: string, part: number): string {
  return `${importFiles(importId)}part-${part}`;
}
