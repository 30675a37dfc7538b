import { z } from "zod";
import { tableImportRequested } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { requireTables } from "../declared-tables.ts";
import { ByName, InConfig } from "../params.ts";
import type { RowFormat } from "./read-rows.ts";
import { type ImportDependencies, openImport } from "./steps.ts";
import { sourceBlob, type TableImport, tableImports } from "./table-import.ts";

export const maxImportBytes = 64 * 1024 * 1024;

const Format = z.enum(["csv", "json", "xlsx"]);

export const TableImportView = z
  .object({
    import_id: z.string().describe("The import's id."),
    table: z.string().describe("The table."),
    status: z.enum(["reading", "writing", "deleting", "done", "failed"]).describe("How far it is."),
    failure: z.string().nullable().describe("Why it ended early. Rows written before that stay."),
    mode: z.enum(["merge", "replace"]).describe("What becomes of rows that are there."),
    dry_run: z.boolean().describe("True when nothing is written."),
    rows: z.number().int().nullable().describe("Rows of the file. Null while it is read."),
    done: z.number().int().describe("Rows that are written, unchanged or refused by now."),
    written: z.number().int().describe("Rows that were new or changed."),
    unchanged: z.number().int().describe("Rows that were there as they are in the file."),
    refused: z.number().int().describe("Rows that were left out, because they do not fit the table."),
    deleted: z.number().int().describe("Rows that a replacing import deleted."),
    problems: z
      .array(
        z.object({
          line: z.number().int().nullable().describe("Of the file, counted from 1."),
          message: z.string().describe("What is wrong, and in which column."),
        }),
      )
      .describe("The first 100 problems."),
    file_name: z.string().describe("The file's name."),
    created_by: z.string().describe("Who gave the file."),
    created_at: z.string().describe("When it was given."),
    updated_at: z.string().describe("When it last went on."),
  })
  .meta({ id: "TableImport" });
export type TableImportView = z.infer<typeof TableImportView>;

const ImportBody = z.object({
  format: Format.optional().describe("Default: by the file's name."),
  text: z.string().max(4_000_000).optional().describe("The rows, in place of a file: CSV, or JSON."),
  mode: z
    .enum(["merge", "replace"])
    .default("merge")
    .describe("merge: rows are added, and the columns of the file changed. replace: the table is then as the file is."),
  dry_run: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .default(false)
    .describe("True: everything is checked, and nothing is written."),
  ...InConfig.shape,
});

const tag = "Tables";

/** Imports of rows from files. They are written after the answer. */
export function importRoutes(dependencies: ImportDependencies & { readonly runner: Runner; readonly now: () => Date }) {
  const { documents, blobs, configsOf, runner, now } = dependencies;
  return [
    route({
      method: "POST",
      path: "/v1/tables/:table/imports",
      operationId: "importTableRows",
      summary: "Import rows from a CSV, JSON or XLSX file",
      description:
        "Send a file of at most 64 MiB as a form, or `text` as JSON. CSV and XLSX name the columns in their first row; JSON is a list of rows, or one row a line. Rows are checked one by one: those that do not fit are left out and told by line. The rest is written after the answer, and `GET /v1/table-imports/{id}` tells the progress.",
      problems: {
        404: ["table-not-found"],
        409: ["table-ambiguous"],
        422: ["file-missing", "format-unknown", "table-undeclared"],
      },
      example: { format: "csv", text: "id,price\nlamp,499.5\n", mode: "merge" },
      tag,
      permission: "customers:write",
      status: 202,
      fileBody: { maxBytes: maxImportBytes },
      params: ByName,
      body: ImportBody,
      reply: TableImportView,
      idempotency: "own",
      async handle(request) {
        const { identity, params, body, file } = request;
        const { tenantId, subject } = identity;
        const declared = requireTables(await configsOf(tenantId, body.config), params.table)[params.table];
        if (!declared?.isDeclared)
          throw new Problem(
            422,
            "table-undeclared",
            `"${params.table}" has no declared columns. Declare them in the configuration.`,
          );
        const bytes = file?.bytes ?? (body.text === undefined ? undefined : Buffer.from(body.text));
        if (bytes === undefined || bytes.length === 0)
          throw new Problem(422, "file-missing", "Send a file as a form, or `text`.");
        const format = body.format ?? formatOf(file?.name ?? "");
        if (format === undefined)
          throw new Problem(
            422,
            "format-unknown",
            "Name the `format`, or a file that ends with .csv, .json, .jsonl or .xlsx.",
          );
        const at = now();
        const wish = { action: "import-rows", key: params.table };
        const importId = requestedId(request, wish);
        await blobs.put(tenantId, sourceBlob(importId), bytes, { contentType: "application/octet-stream" });
        const data = {
          importId,
          table: params.table,
          config: body.config ?? null,
          format,
          mode: body.mode,
          dryRun: body.dry_run,
          fileName: file?.name ?? `text.${format}`,
          by: subject,
          at: at.toISOString(),
        };
        const event = requestedEvent(tableImportRequested, request, { ...wish, data, at });
        const state = await runner.run(openImport, event, { repeatable: request.idempotencyKey !== undefined });
        return { status: 202, body: importView(state ?? (await requireImport(tenantId, importId))) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/table-imports",
      operationId: "listTableImports",
      summary: "List imports of the last 30 days, the last changed first",
      description: "With how far each is, and what was refused.",
      tag,
      permission: "customers:read",
      query: Paging,
      reply: pageOf(TableImportView),
      async handle({ identity: { tenantId }, query }) {
        const page = await documents.query(tenantId, tableImports.collection, {
          orderBy: { field: "state.updatedAt", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => importView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/table-imports/:id",
      operationId: "getTableImport",
      summary: "Get how far an import is, and which rows were refused",
      description: "Problems name the line and the column. They quote no cell.",
      problems: { 404: ["import-not-found"] },
      tag,
      permission: "customers:read",
      params: z.object({ id: z.string().min(1).max(64) }),
      reply: TableImportView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: importView(await requireImport(tenantId, id)) };
      },
    }),
  ];

  function requireImport(tenantId: Parameters<typeof requireState>[1], id: string): Promise<TableImport> {
    return requireState(documents, tenantId, tableImports, { id, what: "import" });
  }
}

function formatOf(name: string): RowFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === "csv" || ending === "json" || ending === "xlsx") return ending;
  return ending === "jsonl" || ending === "ndjson" ? "json" : undefined;
}

function importView({ request, ...state }: TableImport): TableImportView {
  const { status, failure, rows, written, unchanged, refused, deleted, problems, updatedAt } = state;
  return {
    import_id: request.importId,
    table: request.table,
    status,
    failure,
    mode: request.mode,
    dry_run: request.dryRun,
    rows,
    done: written + unchanged + refused,
    written,
    unchanged,
    refused,
    deleted,
    problems,
    file_name: request.fileName,
    created_by: request.by,
    created_at: request.at,
    updated_at: updatedAt,
  };
}
