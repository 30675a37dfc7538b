import { parse } from "csv-parse/sync";
import type { BadRow, Row } from "./read-recipients.ts";
import { columnKey, isAddressColumn } from "./recipient-columns.ts";

const delimiters = [",", ";", "\t", "|"] as const;
/** The parser takes quadratic time and memory over a line with many stray quotes. */
const maxLineCharacters = 5_000;
/** A text with more unreadable lines is no list of recipients. */
const maxUnreadable = 500;

/**
 * The rows of a CSV text whose first line names the columns, with their lines. What separates the cells is what `sep=`
 * says, as Excel writes it, else what makes the first line name an address, else what makes it name the most columns.
 * @throws Error that says what is wrong with the text as a whole.
 */
export function rowsOfCsv(text: string): {
  readonly rows: readonly { row: Row; line: number }[];
  readonly bad: BadRow[];
} {
  const bad: BadRow[] = [];
  checkLines(text);
  const content = text.replace(/^\ufeff/, "");
  const named = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r|$)/i.exec(content);
  const body = named ? content.slice(named[0].length) : content;
  const linesBefore = named ? 1 : 0;
  const parsed = parse(body, {
    columns: (header: string[]) => uniqueKeys(header),
    delimiter: named?.[1] ?? delimiterOf(body),
    info: true,
    relax_column_count: false,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (error) => {
      if (bad.length === maxUnreadable) throw new Error(`more than ${maxUnreadable} lines have mistakes`);
      bad.push({
        line: Number(error?.lines ?? 0) + linesBefore,
        problem: `${error?.message ?? "The row cannot be parsed"}. Put values with the separator in quotes.`,
      });
      return undefined;
    },
  }) as unknown as readonly { record: Row; info: { lines: number } }[];
  return { rows: parsed.map(({ record, info }) => ({ row: record, line: info.lines + linesBefore })), bad };
}

/** @throws Error for a line that is too long to parse. */
function checkLines(text: string): void {
  let line = 1;
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    if (end - start > maxLineCharacters) throw new Error(`line ${line} has more than ${maxLineCharacters} characters`);
    start = end + 1;
  }
}

function delimiterOf(text: string): string {
  const candidates = delimiters.map((delimiter) => {
    const [header = []] = parse(text, { delimiter, to: 1, relax_quotes: true, skip_empty_lines: true }) as string[][];
    const namesAddress = header.some((name) => isAddressColumn(columnKey(name)));
    return { delimiter, namesAddress, columns: header.length };
  });
  const [best] = candidates.toSorted(
    (a, b) => Number(b.namesAddress) - Number(a.namesAddress) || b.columns - a.columns,
  );
  return best?.delimiter ?? ",";
}

/** A second column of one name is another column: it does not take the first one's place. */
function uniqueKeys(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const key = columnKey(name);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}_${count}`;
  });
}
