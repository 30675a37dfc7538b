import { parse } from "csv-parse/sync";
import { decodeFile } from "../../../schema/decode-file.ts";
import { DocumentUnreadable, type ReadDocument } from "../block.ts";
import { tableBlocks } from "../table-blocks.ts";

const delimiters = [",", ";", "\t", "|"] as const;
/** The parser takes quadratic time over a line with many stray quotes. */
const maxLineCharacters = 20_000;
export const maxRows = 50_000;

/** @throws DocumentUnreadable `table-unreadable`, `table-too-large` */
export function readCsv(bytes: Uint8Array, contentType: string): ReadDocument {
  const text = decodeFile(bytes, contentType).replace(/^\ufeff/, "");
  const lines = text.split("\n");
  const long = lines.findIndex((line) => line.length > maxLineCharacters);
  if (long !== -1)
    throw new DocumentUnreadable(
      "table-unreadable",
      `Line ${long + 1} has more than ${maxLineCharacters} characters, so the file is no table.`,
    );
  if (lines.length > maxRows) throw tooManyRows();
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== "") ?? "");
  const rows = parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as string[][];
  return { blocks: tableBlocks(rows), pages: 1, unreadable: [] };
}

export function tooManyRows(): DocumentUnreadable {
  return new DocumentUnreadable(
    "table-too-large",
    `A table in the knowledge has at most ${maxRows} rows. Give larger ones to the tables of the database tools.`,
  );
}

function delimiterOf(header: string): string {
  const counts = delimiters.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ",";
}
