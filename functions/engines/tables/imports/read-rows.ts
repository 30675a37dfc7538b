import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { DocumentUnreadable } from "../../../../shared/knowledge/reading/block.ts";
import { checkArchive } from "../../../../shared/knowledge/reading/formats/archive-limits.ts";
import { decodeFile } from "../../../../shared/schema/decode-file.ts";
import type { Cell, TableRow } from "../../../../shared/tables/cell.ts";
import type { Table } from "../../../../shared/tables/table.ts";
import { cellOf } from "./cell-of.ts";

/** A row of a file. `problems` are the cells that could not be read as their columns' types. */
export interface FileRow {
  readonly line: number;
  readonly row: TableRow;
  readonly problems: readonly string[];
}

export type RowFormat = "csv" | "json" | "xlsx";

/** A file that holds no rows as its format has them. The message is for whoever sent it. */
export class FileUnreadable extends Error {
  override readonly name = "FileUnreadable";
  readonly code = "file-unreadable";
}

/** Of a file, between which others are answered. */
const pieceLength = 64 * 1024;
/** Rows between which others are answered. */
const rowsAtOnce = 500;

/**
 * The rows of a file, as it is read. CSV and XLSX name the columns in their first row. JSON is a list of rows, or one row a
 * line.
 * @throws FileUnreadable
 */
export async function* readRows(
  bytes: Uint8Array,
  format: RowFormat,
  { columns }: Pick<Table, "columns">,
): AsyncGenerator<FileRow> {
  const given = { csv: csvRows, json: jsonRows, xlsx: xlsxRows }[format](bytes);
  let count = 0;
  for await (const { line, cells } of given) {
    count += 1;
    if (count % rowsAtOnce === 0) await setImmediate();
    const problems: string[] = [];
    const row: Record<string, Cell> = {};
    for (const [name, cell] of Object.entries(cells)) {
      const read = cellOf(cell, columns[name]);
      if (read.ok) row[name] = read.cell;
      else problems.push(`\`${name}\` ${read.problem}`);
    }
    yield { line, row, problems };
  }
}

interface Given {
  readonly line: number;
  readonly cells: Readonly<Record<string, unknown>>;
}

async function* csvRows(bytes: Uint8Array): AsyncGenerator<Given> {
  const { parse } = await import("csv-parse");
  const parser = Readable.from(chunksOf(Buffer.from(decodeFile(bytes)))).pipe(
    parse({ bom: true, columns: true, info: true, skip_empty_lines: true, relax_column_count: false, trim: true }),
  );
  try {
    for await (const { record, info } of parser) yield { line: info.lines, cells: record };
  } catch (error) {
    throw new FileUnreadable(`The CSV cannot be read: ${error instanceof Error ? error.message : "it is broken"}.`);
  }
}

function* chunksOf(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield Buffer.from(bytes.subarray(at, at + pieceLength));
}

async function* jsonRows(bytes: Uint8Array): AsyncGenerator<Given> {
  let line = 0;
  for (const text of valuesIn(decodeFile(bytes).replace(/^\ufeff/, ""))) {
    line += 1;
    let cells: unknown;
    try {
      cells = JSON.parse(text);
    } catch {
      throw new FileUnreadable(`Row ${line} is not valid JSON.`);
    }
    if (typeof cells !== "object" || cells === null || Array.isArray(cells))
      throw new FileUnreadable(`Row ${line} is no object. Give a list of rows, or one row a line.`);
    yield { line, cells: cells as Given["cells"] };
  }
}

/** The items of a list, or the lines, each parsed by itself: a list of a million rows is never parsed at once. */
function* valuesIn(text: string): Generator<string> {
  const start = text.search(/\S/);
  if (text[start] !== "[") {
    for (const line of text.split("\n")) if (line.trim() !== "") yield line;
    return;
  }
  let depth = 0;
  let inText = false;
  let from = start + 1;
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (inText) {
      if (sign === "\\") at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === "{" || sign === "[") depth += 1;
    else if ((sign === "," || sign === "]") && depth === 0) {
      const item = text.slice(from, at);
      if (item.trim() !== "") yield item;
      from = at + 1;
      if (sign === "]") return;
    } else if (sign === "}" || sign === "]") depth -= 1;
  }
  throw new FileUnreadable("The list of rows does not end.");
}

async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<Given> {
  await checkArchive(bytes).catch((error: unknown) => {
    throw error instanceof DocumentUnreadable ? new FileUnreadable(error.message, { cause: error }) : error;
  });
  const { default: excel } = await import("exceljs");
  const reader = new excel.stream.xlsx.WorkbookReader(Readable.from(chunksOf(bytes)), {
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
    worksheets: "emit",
  });
  try {
    for await (const sheet of reader) {
      let names: readonly string[] | undefined;
      for await (const row of sheet) {
        const values = Array.isArray(row.values) ? row.values.slice(1) : [];
        if (names === undefined) names = values.map((value) => String(shownIn(value) ?? "").trim());
        else {
          const cells = names.flatMap((name, index) => (name === "" ? [] : [[name, shownIn(values[index])] as const]));
          yield { line: row.number, cells: Object.fromEntries(cells) };
        }
      }
      return;
    }
  } catch (error) {
    if (error instanceof FileUnreadable) throw error;
    throw new FileUnreadable(
      `The workbook cannot be read: ${error instanceof Error ? error.message : "it is broken"}.`,
    );
  }
}

/** What a cell shows: of a formula its result, of rich text its words. */
function shownIn(value: unknown): unknown {
  if (value === null || value === undefined || value instanceof Date) return value;
  if (typeof value !== "object") return value;
  if ("result" in value) return shownIn(value.result);
  if ("richText" in value && Array.isArray(value.richText)) return value.richText.map(({ text }) => text).join("");
  return "text" in value ? shownIn(value.text) : null;
}
