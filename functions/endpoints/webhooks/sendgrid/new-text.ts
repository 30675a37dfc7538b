import { quotedHistoryStart } from "./quote-heads.ts";

/** What says nothing, at a mail's end. */
const signatures: readonly RegExp[] = [
  /^-- ?$/,
  /^(Sent|Get) (from|Outlook for) .{1,60}$/i,
  /^Sent via .{1,60}$/i,
  /^Von meinem .{1,40} gesendet$/i,
];
export const maxMailCharacters = 100_000;

/**
 * What the customer wrote anew, without the history their program quotes below it and without a signature. Where that
 * leaves nothing (they wrote between the quoted lines, or only forwarded) it is everything. Lines are looked at one by
 * one, so hostile text costs no more than its length.
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
