import { createHash, timingSafeEqual } from "node:crypto";
import type { CountryCode } from "libphonenumber-js/max";
import { readPhoneNumber } from "../../../../../shared/channels/addresses/read-phone-number.ts";
import { contactColumns } from "../../../../../shared/channels/definitions.ts";
import { plainDigits } from "../../../../../shared/schema/plain-digits.ts";
import type { TableRow } from "../../../../../shared/tables/cell.ts";

/**
 * A value without what people write differently: letter case, spaces, hyphens, the digits of another script, a phone
 * number without its country code. Empty for a value that identifies nothing.
 */
export function plainValue(column: string, value: unknown, country: CountryCode | undefined): string {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return "";
  const text = plainDigits(String(value)).trim();
  const kind = contactColumns.get(column);
  if (kind === "email") return text.toLowerCase();
  if (kind === "phone") return (readPhoneNumber(text, country)?.number ?? text).replace(/\D/g, "");
  return lettersAndDigits(text);
}

export function lettersAndDigits(text: string): string {
  return plainDigits(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "");
}

/**
 * Whether every column of the row has the given value. Compares all of them in constant time, whatever the first ones
 * gave. An empty cell never matches. Without a row the work is the same.
 */
export function matchesRow(
  row: TableRow | undefined,
  given: Readonly<Record<string, unknown>>,
  { columns, country }: { readonly columns: readonly string[]; readonly country: CountryCode | undefined },
): boolean {
  const results = columns.map((column) => {
    const expected = plainValue(column, row?.[column], country);
    const isEqual = timingSafeEqual(digest(expected), digest(plainValue(column, given[column], country)));
    return isEqual && expected !== "";
  });
  return row !== undefined && results.every(Boolean);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
