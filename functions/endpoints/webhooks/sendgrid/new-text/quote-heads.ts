import EmailReplyParser from "email-reply-parser";
import { type Below, endsInColon, isAttribution, namesAddress, namesDay } from "./attribution.ts";

/** A line longer than this is a paragraph. */
const maxHeadCharacters = 500;
/** Mail programs wrap a long head: "On Mon, 23 Nov 2026 at 10:12, Maya" / "<care@clinic.in>" / "wrote:". */
const headLines = 3;

/** How many lines from here on are a head above a quotation; 0 for none. */
export function headLength(lines: readonly string[], index: number): number {
  const parts: string[] = [];
  for (const line of lines.slice(index, index + headLines)) {
    const part = line.trim();
    if (part === "" || part.startsWith(">") || part.length > maxHeadCharacters) return 0;
    parts.push(part);
    if (endsInColon(part)) return isHead(parts, belowLine(lines, index + parts.length)) ? parts.length : 0;
  }
  return 0;
}

function isHead(parts: readonly string[], below: Below): boolean {
  const [first = ""] = parts;
  const whole = parts.join(" ");
  if (parts.length === 1) return isAttribution(whole, below) || (below === "quote" && isKnownHead(whole));
  // The line above a head is the customer's, so the shortest head that names a day counts.
  const isShorter = parts.some((_, from) => {
    const end = parts.slice(from).join(" ");
    return from > 0 && namesDay(end) && isAttribution(end, below);
  });
  return !isShorter && namesDay(whole) && (namesDay(first) || namesAddress(first)) && isAttribution(whole, below);
}

function belowLine(lines: readonly string[], from: number): Below {
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() !== "") return line.startsWith(">") ? "quote" : "text";
  }
  return "nothing";
}

/** A head that email-reply-parser knows. Its expressions are quadratic on long text, so they get one line. */
function isKnownHead(line: string): boolean {
  return new EmailReplyParser().read(`${line}\n> quoted`).getVisibleText().trim() === "";
}
