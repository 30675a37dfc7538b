import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TableImportView } from "../../../engines/tables/imports/routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { countText, note, print, printJson } from "../output.ts";

const pollMs = 500;

/** Sends a file and follows the import to its end. @throws Failure when it ended early, or rows were refused */
export async function importRows(
  options: ServerOptions & {
    readonly table: string;
    readonly file: string;
    readonly mode: "merge" | "replace";
    readonly dryRun?: boolean;
    readonly json?: boolean;
  },
): Promise<void> {
  const { table, file, mode, dryRun = false, json = false } = options;
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
  const api = await connect(options);
  const form = new FormData();
  form.set("mode", mode);
  form.set("dry_run", String(dryRun));
  form.set("file", new Blob([await readFile(file)]), basename(file));
  let state = await api.upload(`/v1/tables/${encodeURIComponent(table)}/imports`, form, TableImportView);
  let told = -1;
  while (state.status !== "done" && state.status !== "failed") {
    await sleep(pollMs);
    state = await api.get("/v1/table-imports/:id", { params: { id: state.import_id }, reply: TableImportView });
    if (!json && state.rows !== null && state.done !== told) note(`${state.done} of ${state.rows} rows`);
    told = state.done;
  }
  if (json) printJson(state);
  else print(summaryOf(state));
  if (state.status === "failed") throw new Failure(state.failure ?? "The import ended early.");
  if (state.refused > 0) throw new Failure(`Left out: ${countText(state.refused, "row")}.`);
}

function summaryOf({ dry_run, written, unchanged, refused, deleted, problems }: TableImportView): string {
  const counts = [
    `${written} ${dry_run ? "would be written" : "written"}`,
    `${unchanged} unchanged`,
    `${refused} refused`,
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
  ];
  const lines = problems.map(({ line, message }) => `  ${line === null ? "" : `line ${line}: `}${message}`);
  return [counts.join(", "), ...lines].join("\n");
}
