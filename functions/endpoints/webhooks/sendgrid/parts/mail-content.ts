import { z } from "zod";
import { withBoundedMarks } from "../../../../../shared/schema/bounded-text.ts";
import { jsonOf } from "../../../../../shared/schema/json-of.ts";
import { decodeText } from "./decode-text.ts";
import type { FormFields, MailFile } from "./form-fields.ts";
import { headersEnd, mailHeaders } from "./mail-headers.ts";

/** What a mail says, however Inbound Parse sent it. */
export interface MailContent {
  readonly headers: ReadonlyMap<string, string>;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files: readonly MailFile[];
}

/** Of one text: the longest is the mail's HTML. */
const mostTextCharacters = 500_000;
const mostHeaderCharacters = 100_000;
/** Of a raw mail, whose parser takes its time on one piece. The text comes first; what is cut off are large files. */
const mostRawBytes = 3 * 1024 * 1024;
const mostRawLines = 15_000;
const mostRawParts = 300;

const Charsets = z
  .record(z.string(), z.string())
  .catch({})
  .transform((charsets) => new Map(Object.entries(charsets)));

/** Reads one field of the form in the charset that `charsets` names for it. */
export function fieldReader({ texts }: FormFields): (name: string) => string {
  const declared = Charsets.parse(jsonOf(texts.get("charsets")?.toString("utf8") ?? ""));
  return (name) => {
    // A character has at most four bytes.
    const bytes = (texts.get(name) ?? Buffer.of()).subarray(0, mostTextCharacters * 4);
    const text = decodeText(bytes, declared.get(name));
    return withBoundedMarks(text.slice(0, mostTextCharacters));
  };
}

/** The mail's content: from the parsed fields, or from the whole mail where the webhook is set to post it raw. */
export async function mailContent(form: FormFields, field: (name: string) => string): Promise<MailContent> {
  const raw = form.texts.get("email");
  if (raw !== undefined && raw.length > 0) return rawContent(raw, field);
  return {
    headers: mailHeaders(field("headers").slice(0, mostHeaderCharacters)),
    from: field("from"),
    to: field("to"),
    subject: field("subject"),
    text: field("text"),
    html: field("html"),
    files: form.files,
  };
}

/** A whole mail in MIME. Its parser is loaded lazily, because few tenants set their webhook to "raw". */
async function rawContent(raw: Buffer, field: (name: string) => string): Promise<MailContent> {
  const { default: PostalMime } = await import("postal-mime");
  const beginning = beginningOf(raw);
  const parsed = PostalMime.parse(beginning, { maxNestingDepth: 20, maxHeadersSize: mostHeaderCharacters });
  // A mail that breaks MIME is still somebody's message.
  const mail = await parsed.catch(() => ({ subject: "", text: decodeText(beginning, ""), html: "", attachments: [] }));
  const bounded = (text: string | undefined) => withBoundedMarks((text ?? "").slice(0, mostTextCharacters));
  const headers = mailHeaders(raw.subarray(0, Math.min(headersEnd(raw), mostHeaderCharacters)).toString("utf8"));
  return {
    headers,
    from: headers.get("from") ?? field("from"),
    to: headers.get("to") ?? field("to"),
    subject: bounded(mail.subject),
    text: bounded(mail.text),
    html: bounded(mail.html),
    files: mail.attachments
      .slice(0, beginning.length < raw.length ? -1 : undefined)
      .map(({ mimeType, content }) => ({ bytes: bytesOf(content), contentType: mimeType })),
  };
}

function beginningOf(raw: Buffer): Buffer {
  const end = Math.min(endAfter(raw, "\n", mostRawLines), endAfter(raw, "\n--", mostRawParts), mostRawBytes);
  return raw.subarray(0, end);
}

/** Where the mark has come `most` times; the end if it comes less often. */
function endAfter(raw: Buffer, mark: string, most: number): number {
  let end = 0;
  for (let count = 0; count < most; count += 1) {
    const next = raw.indexOf(mark, end);
    if (next === -1) return raw.length;
    end = next + mark.length;
  }
  return end;
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  return typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
}
