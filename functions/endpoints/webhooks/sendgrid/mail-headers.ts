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

/** Parses `Asha Rao <asha@example.in>` or `asha@example.in`; undefined for an invalid address. */
export function mailAddress(text: string): MailAddress | undefined {
  const [, before = "", bracketed] = /^([^<]*)<([^<>]*)>/.exec(text.slice(0, 1_000)) ?? [];
  const address = (bracketed ?? text).trim().toLowerCase();
  if (address.length > 320 || !/^[^\s@<>,"]+@[a-z0-9][a-z0-9.-]*$/.test(address)) return undefined;
  const name = before.replace(/["\\]/g, "").trim().slice(0, 200);
  return { address, name: name === "" ? null : name };
}

/** `care+order7@clinic.in` → `care@clinic.in`, the same mailbox (RFC 5233). */
export function withoutDetail(address: string): string {
  return address.replace(/\+[^@]*@/, "@");
}

/**
 * Whether a machine sent the mail: an out-of-office note, a bounce, a mailing list (RFC 3834, 2 and 5). Answering it could
 * start an endless conversation between machines.
 */
export function isAutomatic(headers: ReadonlyMap<string, string>, from: string, envelopeFrom: string | null): boolean {
  const submitted = headers.get("auto-submitted")?.toLowerCase() ?? "no";
  const precedence = headers.get("precedence")?.toLowerCase() ?? "";
  return (
    !submitted.startsWith("no") ||
    ["bulk", "junk", "list", "auto_reply"].includes(precedence) ||
    ["x-autoreply", "x-autorespond", "x-autoreply-from", "list-id", "x-failed-recipients"].some((name) =>
      headers.has(name),
    ) ||
    headers.get("return-path") === "<>" ||
    envelopeFrom === "" ||
    /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/.test(from) ||
    (headers.get("content-type") ?? "").toLowerCase().startsWith("multipart/report")
  );
}
