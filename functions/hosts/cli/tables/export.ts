import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { extname } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { RowView, TableView } from "../../../engines/tables/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note, print } from "../output.ts";
import { cellText } from "./tables.ts";

type Row = RowView["row"];

/** Writes rows into a file of one format, one by one. */
interface RowWriter {
  add(row: Row): Promise<void>;
  end(): Promise<void>;
}

const rowsPerPage = 200;
const rowsPerNote = 10_000;

/** Writes every row of a table. The file appears under its name once it is whole. */
export async function exportRows(
  options: ServerOptions & { readonly table: string; readonly file: string },
): Promise<void> {
  const { table, file } = options;
  const open = writers[extname(file).toLowerCase()];
  if (!open) throw new Failure("Name a file that ends with .csv, .json, .jsonl or .xlsx.");
  const api = await connect(options);
  const { items } = await api.get("/v1/tables", { query: {}, reply: z.object({ items: z.array(TableView) }) });
  const declared = items.find(({ name }) => name === table);
  if (!declared) throw new Failure(`There is no table ${table}. \`tables list\` shows them.`);
  const partial = `${file}.part`;
  const writer = await open(partial, Object.keys(declared.columns));
  let count = 0;
  let cursor: string | undefined;
  do {
    const query = { limit: rowsPerPage, cursor };
    const page = await api.get("/v1/tables/:table/rows", { params: { table }, query, reply: pageOf(RowView) });
    for (const { row } of page.items) {
      await writer.add(row);
      count += 1;
      if (count % rowsPerNote === 0) note(`${count} rows`);
    }
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  await writer.end();
  await rename(partial, file);
  print(`${count} rows of ${table} are in ${file}.`);
}

const writers: Readonly<Record<string, (path: string, columns: readonly string[]) => Promise<RowWriter>>> = {
  async ".csv"(path, columns) {
    const { stringify } = await import("csv-stringify");
    const stream = stringify({ header: true, columns: [...columns], bom: true });
    const file = stream.pipe(createWriteStream(path));
    return {
      add: (row) => write(stream, Object.fromEntries(columns.map((column) => [column, cellText(row[column])]))),
      async end() {
        stream.end();
        await finished(file);
      },
    };
  },

  async ".json"(path) {
    const file = createWriteStream(path);
    let isFirst = true;
    return {
      async add(row) {
        await write(file, `${isFirst ? "[" : ","}\n${JSON.stringify(row)}`);
        isFirst = false;
      },
      async end() {
        file.end(isFirst ? "[]\n" : "\n]\n");
        await finished(file);
      },
    };
  },

  async ".jsonl"(path) {
    const file = createWriteStream(path);
    return {
      add: (row) => write(file, `${JSON.stringify(row)}\n`),
      async end() {
        file.end();
        await finished(file);
      },
    };
  },

  async ".xlsx"(path, columns) {
    const { default: excel } = await import("exceljs");
    const book = new excel.stream.xlsx.WorkbookWriter({ filename: path });
    const sheet = book.addWorksheet("Rows");
    sheet.addRow([...columns]).commit();
    return {
      async add(row) {
        sheet.addRow(columns.map((column) => sheetCell(row[column]))).commit();
      },
      async end() {
        sheet.commit();
        await book.commit();
      },
    };
  },
};

function sheetCell(cell: unknown): string | number | boolean | null {
  if (typeof cell === "number" || typeof cell === "boolean") return cell;
  return cell === null || cell === undefined ? null : cellText(cell);
}

async function write(stream: Writable, chunk: unknown): Promise<void> {
  if (stream.write(chunk)) return;
  await new Promise((resolve) => stream.once("drain", resolve));
}
