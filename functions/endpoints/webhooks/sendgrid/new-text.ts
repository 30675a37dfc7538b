import { quotedHistoryStart } from "./quote-heads.ts";

/** Lines that start a signature. */
const signatures: readonly RegExp[] = [
  /^-- ?$/,
  /^(Sent|Get) (from|Outlook for) .{1,60}$/i,
  /^Sent via .{1,60}$/i,
  /^Von meinem .{1,40} gesendet$/i,
];
export const maxMailCharacters = 100_000;

/**
 * The customer's new text, without quoted history and signature. If nothing remains (a reply between quoted lines, or a
 * forwarded mail), the whole text. Lines are checked one by one, so the cost is linear for hostile text too.
 */
export function newText(text: string): string {
  const all = text.slice(0, maxMailCharacters).replace(/\r\n?/g, "\n").trim();
  const lines = all.split("\n");
  const ends = [
    quotedHistoryStart(lines),
    lines.findIndex((line) => line.length <= 100 && signatures.some((one) => one.test(line.trim()))),
  ].filter((index) => index !== -1);
  const above = lines.slice(0, Math.min(...ends, lines.length)).filter((line) => !line.startsWith(">"));
  const own = above.join("\n").trim();
  return own === "" ? all : own;
}
