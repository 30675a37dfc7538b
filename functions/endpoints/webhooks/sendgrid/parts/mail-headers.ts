import { addressParser, decodeWords } from "postal-mime";

/** A mail's header fields by lower-case name, unfolded (RFC 5322, 2.2.3). The first of a repeated field is used. */
export function mailHeaders(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== "" && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** The ids in angle brackets, in order, without the brackets. */
export function messageIdsIn(field: string | undefined): readonly string[] {
  return [...(field ?? "").matchAll(/<([^<>\s]{1,400})>/g)].map(([, id = ""]) => id);
}

export interface MailAddress {
  readonly address: string;
  readonly name: string | null;
}

/** Where the header of a raw mail ends. */
export function headersEnd(raw: Buffer): number {
  const ends = [raw.indexOf("\r\n\r\n"), raw.indexOf("\n\n")].filter((end) => end !== -1);
  return Math.min(...ends, raw.length);
}

/** The first valid address of a list such as Reply-To's (RFC 5322, 3.4). */
export function firstAddress(list: string | undefined): MailAddress | undefined {
  const listed = addressParser((list ?? "").slice(0, 1_000), { flatten: true });
  return listed.flatMap(({ address, name }) => mailAddress(`${decodeWords(name)} <${address}>`) ?? [])[0];
}

/** Parses `Asha Rao <asha@example.in>` or `asha@example.in`; undefined for an invalid address. */
export function mailAddress(text: string): MailAddress | undefined {
  const [, before = "", bracketed] = /^([^<]*)<([^<>]*)>/.exec(text.slice(0, 1_000)) ?? [];
  const address = (bracketed ?? text).trim().toLowerCase();
  if (address.length > 320 || !/^[^\s@<>,"]+@[a-z0-9][a-z0-9.-]*$/.test(address)) return undefined;
  const name = decodeWords(before).replace(/["\\]/g, "").trim().slice(0, 200);
  return { address, name: name === "" ? null : name };
}

/** `care+order7@clinic.in` → `care@clinic.in`, the same mailbox (RFC 5233). */
export function withoutDetail(address: string): string {
  return address.replace(/\+[^@]*@/, "@");
}
