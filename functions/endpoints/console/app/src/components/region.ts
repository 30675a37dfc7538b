import { getLocale } from "#language";

/** Urdu takes the digits that its readers know from money and telephones, as Pakistan's locale does. */
const digits: Readonly<Record<string, string>> = { ur: "-u-nu-latn" };

/** For `Intl`: amounts and counts are grouped as in India, in lakh and crore. */
export function region(): string {
  return `${getLocale()}-IN${digits[getLocale()] ?? ""}`;
}
