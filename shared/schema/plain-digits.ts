import { normalized } from "./bounded-text.ts";

/** Digits of every script as ASCII, a number's letters and spaces of odd widths as plain ones; as long as the text was in characters. */
export function plainDigits(text: string): string {
  return normalized(text, "NFKC").replace(/\p{Nd}/gu, digitOf);
}

/**
 * Unicode keeps a script's ten digits together. In the supported scripts they start at …0 or …6 (unicode.org/charts).
 */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character;
  const zero = code < 0x0900 ? code & ~0xf : (code & ~0xf) | 0x6;
  return String(code - zero);
}
