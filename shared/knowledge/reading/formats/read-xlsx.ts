import ExcelJS from "exceljs";
import { type Block, DocumentUnreadable, type ReadDocument } from "../block.ts";
import { tableBlocks } from "../table-blocks.ts";
import { checkArchive } from "./archive-limits.ts";
import { maxRows, tooManyRows } from "./read-csv.ts";

const maxColumns = 200;

/**
 * The visible sheets of a workbook, each under its name. Hidden sheets, rows and columns are left out.
 * @throws DocumentUnreadable `archive-too-large`, `archive-invalid`, `document-damaged`, `table-too-large`
 */
export async function readXlsx(bytes: Uint8Array): Promise<ReadDocument> {
  await checkArchive(bytes);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  } catch (cause) {
    throw new DocumentUnreadable("document-damaged", "The file is damaged: it cannot be read as XLSX.", { cause });
  }
  const blocks: Block[] = [];
  let rowCount = 0;
  for (const sheet of workbook.worksheets.filter(({ state }) => state === "visible")) {
    const rows: string[][] = [];
    const columns = Math.min(sheet.columnCount, maxColumns);
    sheet.eachRow({ includeEmpty: false }, (row) => {
      if (row.hidden) return;
      rowCount += 1;
      if (rowCount > maxRows) throw tooManyRows();
      const cells: string[] = [];
      for (let column = 1; column <= columns; column += 1)
        if (!sheet.getColumn(column).hidden) cells.push(cellText(row.getCell(column)));
      rows.push(cells);
    });
    const table = tableBlocks(withoutEmptyColumns(rows));
    if (table.length > 0) blocks.push({ type: "heading", level: 1, text: sheet.name }, ...table);
  }
  return { blocks, pages: 1, unreadable: [] };
}

function withoutEmptyColumns(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const used = new Set(rows.flatMap((row) => row.flatMap((cell, column) => (cell === "" ? [] : [column]))));
  return rows.map((row) => row.filter((_, column) => used.has(column)));
}

/** What the cell shows. A merged cell's text stands in its first cell only. */
function cellText(cell: ExcelJS.Cell): string {
  if (cell.isMerged && cell.master !== cell) return "";
  const { value } = cell;
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return dateText(value);
  if (typeof value !== "object") return String(value);
  if ("result" in value) return resultText(value.result);
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("text" in value) return typeof value.text === "string" ? value.text : cell.text;
  return "error" in value ? "" : cell.text;
}

function resultText(result: unknown): string {
  if (result === null || result === undefined || (typeof result === "object" && !(result instanceof Date))) return "";
  return result instanceof Date ? dateText(result) : String(result);
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const [day = "", time = ""] = date.toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 5)}`;
}
