import { styleText } from "node:util";
import { Failure } from "./failure.ts";

type Style = Parameters<typeof styleText>[0];

/** Colours only where the stream is a terminal and `NO_COLOR` is not set. */
export function coloured(style: Style, text: string, stream: NodeJS.WritableStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** Results, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a person should know and a program should not have to skip, on stderr. */
export function note(text: string): void {
  process.stderr.write(`${coloured("dim", text, process.stderr)}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/**
 * Text we did not write (a customer's, a model's, a provider's) without its control characters: none of it can move
 * the cursor, change colours or set the window's title. Line breaks and tabs stay.
 */
export function harmless(text: string): string {
  // C0 without tab and line feed, DEL, C1, and the marks that reorder text on the screen (Unicode bidi controls).
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this removes
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** On one line, at most `width` characters long. */
export function shortened(text: string, width: number): string {
  const line = harmless(text).replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length <= width ? line : `${letters.slice(0, width - 1).join("")}…`;
}

/** Rows in aligned columns under dim headings. Cells are made harmless. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const cells = rows.map((row) => row.map((cell) => shortened(cell, 200)));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => [...(row[column] ?? "")].length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
      .join("  ")
      .trimEnd();
  print(coloured("dim", line(headings)));
  for (const row of cells) print(line(row));
}

/** `2026-11-22 09:04`, in the reader's own time zone. */
export function localTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** An expected end as its message alone; a defect of ours with its stack, so that it can be reported. */
export function explainFailure(error: unknown): string {
  const mark = coloured("red", "error:", process.stderr);
  if (!(error instanceof Error)) return `${mark} ${harmless(String(error))}`;
  const foreseen = error instanceof Failure || "code" in error || error.constructor === Error;
  return `${mark} ${harmless(foreseen ? error.message : (error.stack ?? error.message))}`;
}
