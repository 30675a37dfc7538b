/** What Inbound Parse says of a mail: its own SPF and DKIM checks, and the sender of the SMTP envelope. */
export interface MailChecks {
  /** `pass`, `fail`, `softfail`, `neutral`, `none`, … (RFC 7208, 2.6). */
  readonly spf: string;
  /** Such as `{@example.in : pass}`, with one entry for each signature. */
  readonly dkim: string;
  readonly envelopeFrom: string | null;
}

/**
 * `proven`: the domain of the From address vouches for the mail, by a DKIM signature of its own or an SPF pass for an
 * envelope of its own (DMARC's alignment, RFC 7489, 3.1). `failed`: SPF rejects the mail and no signature passed.
 * `unknown`: neither. SPF alone says nothing about From, because anybody passes it for an envelope of their own.
 */
export type SenderProof = "proven" | "failed" | "unknown";

export function senderProof(from: string, { spf, dkim, envelopeFrom }: MailChecks): SenderProof {
  const domain = domainOf(from);
  const signed = [...dkim.slice(0, 10_000).matchAll(/@([a-z0-9.-]{1,253}) ?: ?pass\b/gi)].map(([, by = ""]) =>
    by.toLowerCase(),
  );
  if (signed.some((by) => isAligned(by, domain))) return "proven";
  if (/^pass/i.test(spf) && envelopeFrom !== null && isAligned(domainOf(envelopeFrom), domain)) return "proven";
  return /^fail/i.test(spf) && signed.length === 0 ? "failed" : "unknown";
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** The same domain, or one of the two lies within the other. */
function isAligned(one: string, other: string): boolean {
  if (!one.includes(".") || !other.includes(".")) return false;
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
