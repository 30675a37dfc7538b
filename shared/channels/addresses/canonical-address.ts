/** A rule of one country that lets the same phone be written in two ways. Both hold the `+`. */
interface Spelling {
  /** What every other spelling is turned into. */
  readonly canonical: (address: string) => string | undefined;
  /** The other spelling of a canonical number. */
  readonly other: (address: string) => string | undefined;
}

/**
 * Brazil added a 9 to mobile numbers from 2012 to 2016 (Anatel, Resolução 553/2010), and WhatsApp kept the shorter ids of
 * older accounts. Mexico dropped the 1 of mobile numbers in 2019 (IFT), and WhatsApp kept it. In Argentina the 9 marks a
 * mobile phone called from abroad, and people leave it out.
 */
const spellings: readonly Spelling[] = [
  {
    canonical: replacing(/^\+55([1-9]{2})([6-9]\d{7})$/, "+55$19$2"),
    other: replacing(/^\+55([1-9]{2})9([6-9]\d{7})$/, "+55$1$2"),
  },
  { canonical: replacing(/^\+521(\d{10})$/, "+52$1"), other: replacing(/^\+52(\d{10})$/, "+521$1") },
  { canonical: replacing(/^\+54([1-3]\d{9})$/, "+549$1"), other: replacing(/^\+549([1-3]\d{9})$/, "+54$1") },
];

function replacing(pattern: RegExp, replacement: string) {
  return (address: string) => (pattern.test(address) ? address.replace(pattern, replacement) : undefined);
}

/**
 * The one spelling of an address that ids are made of, so that a person is one person however a provider, a customer or a
 * list writes it. Messages go to the address as it was given: a provider may know only that one. Pure.
 */
export function canonicalAddress(kind: string, address: string): string {
  if (kind === "email") return address.toLowerCase();
  if (kind !== "phone") return address;
  for (const { canonical } of spellings) {
    const found = canonical(address);
    if (found !== undefined) return found;
  }
  return address;
}

/** How an earlier release may have stored the same address, besides the canonical spelling. */
export function otherSpellings(kind: string, address: string): readonly string[] {
  if (kind !== "phone") return [];
  const written = canonicalAddress(kind, address);
  return spellings.flatMap(({ other }) => other(written) ?? []);
}
