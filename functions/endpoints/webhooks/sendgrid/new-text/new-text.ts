import { isForwarded, startsHistory } from "./header-block.ts";
import { headLength } from "./quote-heads.ts";
import { isSentFrom, startsSignature } from "./signature-lines.ts";

export const maxMailCharacters = 100_000;
const maxMailLines = 5_000;
/** A quoted line of this length may have been wrapped, and its end stands on a line without a mark. */
const wrappedCharacters = 60;

/**
 * The customer's new text, without quoted history and signature: above the history, below it and between its lines. If
 * nothing remains, and for a forwarded mail, the whole text. Lines are checked one by one, so the cost is linear for
 * hostile text too.
 */
export function newText(text: string, subject = ""): string {
  const all = text.slice(0, maxMailCharacters).replace(/\r\n?/g, "\n").trim();
  const lines = all.split("\n", maxMailLines);
  if (isForwarded(subject, lines)) return all;
  const own = ownLines(lines)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return own === "" ? all : own;
}

function ownLines(lines: readonly string[]): string[] {
  const own: string[] = [];
  let inSignature = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (startsHistory(lines, index)) break;
    const head = headLength(lines, index);
    if (head > 0 || line.startsWith(">")) inSignature = false;
    if (head > 0) {
      if (!isQuoteBelow(lines, index + head)) break;
      index += head - 1;
    } else if (startsSignature(lines, index)) inSignature = true;
    else if (!inSignature && !line.startsWith(">") && !isSentFrom(line) && !isWrappedQuote(lines, index))
      own.push(line);
  }
  return own;
}

function isQuoteBelow(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 5).find((line) => line.trim() !== "");
  return next?.startsWith(">") ?? false;
}

function isWrappedQuote(lines: readonly string[], index: number): boolean {
  const [before = "", line = "", after = ""] = [lines[index - 1], lines[index], lines[index + 1]];
  return before.startsWith(">") && before.length >= wrappedCharacters && after.startsWith(">") && line.trim() !== "";
}
