/** Lines that a mail program puts above what it quotes, in the languages we speak and those most programs speak. */
const quoteHeads: readonly RegExp[] = [
  /^On .{4,200} wrote:$/i,
  /^Am .{4,200} schrieb .{1,200}:$/i,
  /^Le .{4,200} a écrit ?:$/i,
  /^El .{4,200} escribió:$/i,
  /^.{4,200} (को|ने) .{0,200}लिखा[:：]?$/,
  /^.{4,200} (লিখেছেন|লিখেছে)[:：]?$/,
  /^-{2,} ?(Original Message|Forwarded message|मूल संदेश) ?-{2,}$/i,
  /^_{20,}$/,
  /^(From|Von|De|प्रेषक): .{1,300}$/i,
];
/** What says nothing, at a mail's end. */
const signatures: readonly RegExp[] = [
  /^-- ?$/,
  /^(Sent|Get) (from|Outlook for) .{1,60}$/i,
  /^Sent via .{1,60}$/i,
  /^Von meinem .{1,40} gesendet$/i,
];
const maxCharacters = 100_000;

/**
 * What the customer wrote anew, without the history their program quotes below it and without a signature. Where that
 * leaves nothing (they wrote between the quoted lines, or only forwarded) it is everything. Lines are looked at one by
 * one, so hostile text costs no more than its length.
 */
export function newText(text: string): string {
  const all = text.slice(0, maxCharacters).replace(/\r\n?/g, "\n").trim();
  const lines = all.split("\n");
  const end = lines.findIndex(
    (line, index) => isQuoteHead(lines, index) || signatures.some((one) => one.test(line.trim())),
  );
  const above = (end === -1 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith(">"));
  const own = above.join("\n").trim();
  return own === "" ? all : own;
}

function isQuoteHead(lines: readonly string[], index: number): boolean {
  const line = lines[index]?.trim() ?? "";
  // Programs break a long head in two: "On Mon, 23 Nov 2026 at 10:12, Maya" / "<care@clinic.in> wrote:".
  const joined = `${line} ${lines[index + 1]?.trim() ?? ""}`;
  if (/^(From|Von|De|प्रेषक): /i.test(line))
    return /^(Sent|Date|To|Gesendet|Envoyé|Enviado|दिनांक)\b/im.test(lines[index + 1] ?? "");
  return quoteHeads.some((head) => head.test(line) || (/^(On|Am|Le|El) /i.test(line) && head.test(joined)));
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }),
);

/** The words of an HTML mail, without what its program quotes; for mails that come without plain text. */
export function textOfHtml(html: string): string {
  const given = html.slice(0, maxCharacters * 5);
  const quoted = given.search(/<(blockquote|div[^<>]{0,200}(gmail_quote|moz-cite-prefix|divRplyFwdMsg))/i);
  const own = quoted > 0 ? given.slice(0, quoted) : given;
  return own
    .replace(/<(style|script|head|title)\b[\s\S]*?(<\/\1>|$)/gi, "")
    .replace(/<(br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,8});/gi, decoded)
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function decoded(entity: string, name: string): string {
  if (!name.startsWith("#")) return entities.get(name.toLowerCase()) ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
