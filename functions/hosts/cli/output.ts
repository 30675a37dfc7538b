import { styleText } from "node:util";
import { Failure } from "./failure.ts";

type Style = Parameters<typeof styleText>[0];

/** Colours text only if the stream is a terminal and `NO_COLOR` is not set. */
export function colourText(style: Style, text: string, stream: NodeJS.WritableStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** Writes a result to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a note for people to stderr, where programs need not skip it. */
export function note(text: string): void {
  process.stderr.write(`${colourText("dim", text, process.stderr)}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/**
 * Removes control characters from untrusted text (a customer's, a model's, a provider's), so that it cannot move the
 * cursor, change colours or set the window's title. Line breaks and tabs stay.
 */
export function withoutControls(text: string): string {
  // C0 without tab and line feed, DEL, C1, and the Unicode bidi controls, which reorder text on the screen.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this function removes them
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** The text on one line, shortened to `width` characters. */
export function shortenLine(text: string, width: number): string {
  const line = withoutControls(text).replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length <= width ? line : `${letters.slice(0, width - 1).join("")}…`;
}

/** Prints rows in aligned columns below dim headings. Control characters in cells are removed. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const cells = rows.map((row) => row.map((cell) => shortenLine(cell, 200)));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => [...(row[column] ?? "")].length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
      .join("  ")
      .trimEnd();
  print(colourText("dim", line(headings)));
  for (const row of cells) print(line(row));
}

/** `2026-11-22 09:04`, in the user's time zone. */
export function localTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** An expected error as its message only; a defect with its stack, so that it can be reported. */
export function explainFailure(error: unknown): string {
  const mark = colourText("red", "error:", process.stderr);
  if (!(error instanceof Error)) return `${mark} ${withoutControls(String(error))}`;
  const isExpected = error instanceof Failure || "code" in error || error.constructor === Error;
  return `${mark} ${withoutControls(isExpected ? error.message : (error.stack ?? error.message))}`;
}

/** `1 file`, `2 files`. */
export function countText(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
