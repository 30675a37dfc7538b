/** SIP messages as text (RFC 3261, section 7). */

export type HeaderLine = readonly [name: string, value: string];

interface Content {
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

export interface SipRequest extends Content {
  readonly type: "request";
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends Content {
  readonly type: "response";
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

/** RFC 3261, section 7.3.3. */
const compactNames: Readonly<Record<string, string>> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  m: "contact",
  c: "content-type",
  l: "content-length",
  r: "refer-to",
};

/** Undefined for what is no SIP message, such as the keep-alive datagrams of telephones. */
export function parseSip(datagram: Buffer): SipMessage | undefined {
  const [head = "", body = ""] = split(datagram.toString("utf8"), "\r\n\r\n");
  const [startLine = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line): HeaderLine => {
    const [name = "", value = ""] = split(line, ":");
    return [name.trim(), value.trim()];
  });
  const response = /^SIP\/2\.0 (\d{3}) (.*)$/.exec(startLine);
  if (response) {
    const [, status = "", reason = ""] = response;
    return { type: "response", status: Number(status), reason, headers, body };
  }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(startLine);
  if (!request) return undefined;
  const [, method = "", uri = ""] = request;
  return { type: "request", method, uri, headers, body };
}

export function formatSip(message: SipMessage): Buffer {
  const startLine =
    message.type === "request"
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  const lines = [...message.headers, ["Content-Length", String(Buffer.byteLength(message.body))] as const];
  const head = [startLine, ...lines.map(([name, value]) => `${name}: ${value}`)].join("\r\n");
  return Buffer.from(`${head}\r\n\r\n${message.body}`);
}

/** All values of a header, in order. `name` is in lower case. */
export function headerValues({ headers }: SipMessage, name: string): readonly string[] {
  return headers.flatMap(([given, value]) => {
    const lower = given.toLowerCase();
    return (compactNames[lower] ?? lower) === name ? [value] : [];
  });
}

/** The first value of a header, or an empty text. */
export function headerValue(message: SipMessage, name: string): string {
  return headerValues(message, name)[0] ?? "";
}

/** `"Asha" <sip:+91…@host>;tag=x` → `sip:+91…@host` */
export function uriIn(address: string): string {
  return /<([^>]+)>/.exec(address)?.[1] ?? address.split(";")[0]?.trim() ?? "";
}

/** `sip:+91…@host` → `+91…` */
export function userIn(uri: string): string {
  return /sips?:([^@>;]+)@/.exec(uri)?.[1] ?? "";
}

export function tagIn(address: string): string | undefined {
  return /;\s*tag=([^;>\s]+)/.exec(address)?.[1];
}

export function withoutTag(address: string): string {
  return address.replace(/;\s*tag=[^;>\s]+/, "");
}

/** The transaction that a message belongs to: the branch of its topmost Via. */
export function branchOf(message: SipMessage): string {
  return /branch=([^;,\s]+)/.exec(headerValue(message, "via"))?.[1] ?? "";
}

/** `2 INVITE` → the number and the method. */
export function sequenceOf(message: SipMessage): { readonly number: number; readonly method: string } {
  const [number = "0", method = ""] = headerValue(message, "cseq").split(/\s+/);
  return { number: Number(number), method };
}

/**
 * RFC 3261, sections 9.1 and 17.1.1.3: a CANCEL, and the ACK of a refusal, belong to the INVITE's transaction and repeat its
 * headers, its branch included.
 * @param to with the tag of the answer that is acknowledged
 */
export function inTransactionOf(
  invite: SipRequest,
  method: "ACK" | "CANCEL",
  to: string = headerValue(invite, "to"),
): SipRequest {
  const kept = new Set(["via", "from", "call-id", "max-forwards"]);
  const headers: readonly HeaderLine[] = [
    ...invite.headers.filter(([name]) => kept.has(name.toLowerCase())),
    ["To", to],
    ["CSeq", `${sequenceOf(invite).number} ${method}`],
  ];
  return { ...invite, method, headers, body: "" };
}

/** Splits at the first separator. */
function split(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
