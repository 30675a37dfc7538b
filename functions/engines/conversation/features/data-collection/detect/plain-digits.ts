/**
 * Converts digits of every script to ASCII. Normalises letter-like number signs and unusual spaces. Keeps the text's
 * length in characters.
 */
export function plainDigits(text: string): string {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, digitOf);
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
