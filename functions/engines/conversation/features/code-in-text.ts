import { plainDigits } from "../../../../shared/schema/plain-digits.ts";

export const codeDigits = 6;

/** A message that is longer is no code with a word or two around it. */
const longestMessage = 400;

const sixDigits = /(?<![\d+])(\d{3})[ -]?(\d{3})(?!\d)/g;

/** The only six digits of a message, in one piece or in two of three. */
export function codeIn(text: string): string | undefined {
  if (text.length > longestMessage) return undefined;
  const found = [...plainDigits(text).matchAll(sixDigits)];
  const [only, ...others] = found;
  return only && others.length === 0 ? `${only[1]}${only[2]}` : undefined;
}

/** The text with dots in place of everything that looks like a code. */
export function withoutCodes(text: string): string {
  return plainDigits(text).replace(sixDigits, "••••••");
}
