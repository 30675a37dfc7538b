import EmailReplyParser from "email-reply-parser";

/** A line longer than this is a paragraph. */
const maxHeadCharacters = 500;

/** Lines that always start a quoted history. */
const separators: readonly RegExp[] = [
  /^-{2,} ?(Original Message|Forwarded message|मूल संदेश) ?-{2,}$/i,
  /^_{20,}$/,
  // Gmail's headers in Hindi and Bengali, which email-reply-parser does not support.
  /^.{4,200} (को|ने) .{0,200}लिखा[:：]?$/,
  /^.{4,200} (লিখেছেন|লিখেছে)[:：]?$/,
];

/** A quote header in any language: a number, an address in angle brackets, and a final colon. */
const attribution = /^(?=.{0,400}\d).{0,400}<[^<>\s@]{1,100}@[^<>\s@]{1,100}>.{0,80}[:：]$/;

/** Headers without an address. A sentence may look the same: "On the prescription the doctor wrote:". */
const likelyAttributions: readonly RegExp[] = [
  /^On .{4,200} wrote:$/i,
  /^Am .{4,200} schrieb .{1,200}:$/i,
  /^Le .{4,200} a écrit ?:$/i,
  /^El .{4,200} escribió:$/i,
];
const timeOrYear = /\d{1,2}[:.]\d\d|\b20\d\d\b/;

/** The index of the line where the quoted history starts, or -1. */
export function quotedHistoryStart(lines: readonly string[]): number {
  const start = lines.findIndex((_, index) => isQuoteHead(lines, index));
  const foreign = headAboveQuote(lines);
  return start === -1 || (foreign !== -1 && foreign < start) ? foreign : start;
}

function isQuoteHead(lines: readonly string[], index: number): boolean {
  const line = lines[index]?.trim() ?? "";
  if (line === "" || line.length > maxHeadCharacters || line.startsWith(">")) return false;
  const next = lines[index + 1]?.trim().slice(0, maxHeadCharacters) ?? "";
  if (/^(From|Von|De|प्रेषक): /i.test(line)) return /^(Sent|Date|To|Gesendet|Envoyé|Enviado|दिनांक)\b/i.test(next);
  if (separators.some((one) => one.test(line)) || attribution.test(line)) return true;
  // Mail programs wrap a long header: "On Mon, 23 Nov 2026 at 10:12, Maya" / "<care@clinic.in> wrote:".
  const isBroken = next.startsWith("<") || /^(On|Am|Le|El) /i.test(line);
  const joined = `${line} ${next}`;
  if (isBroken && !attribution.test(next) && attribution.test(joined)) return true;
  const head = [line, joined].find((one) => likelyAttributions.some((likely) => likely.test(one)));
  if (head === undefined) return false;
  return timeOrYear.test(head) || isFollowedByQuote(lines, head === line ? index + 1 : index + 2);
}

function isFollowedByQuote(lines: readonly string[], from: number): boolean {
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() !== "") return line.startsWith(">");
  }
  return false;
}

const headLines = 3;

/**
 * The index of a quote header above the first quoted line, found by email-reply-parser, which supports a dozen languages;
 * or -1. It gets at most three lines, because its expressions take quadratic time on long text.
 */
function headAboveQuote(lines: readonly string[]): number {
  const quote = lines.findIndex((line) => line.startsWith(">"));
  let last = quote - 1;
  while (last > quote - headLines && lines[last]?.trim() === "") last -= 1;
  for (let start = last; start > last - headLines && start >= 0; start -= 1) {
    const head = lines.slice(start, last + 1).join("\n");
    if (head.trim() === "" || head.length > maxHeadCharacters) return -1;
    if (new EmailReplyParser().read(`${head}\n> quoted`).getVisibleText().trim() === "") return start;
  }
  return -1;
}
