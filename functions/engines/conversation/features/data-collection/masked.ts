/** Masks a value for reading it back: its owner recognises it, and others learn nothing from it. */
export function maskedValue(kind: string, value: string): string {
  if (kind === "phone") return `…${value.slice(-4)}`;
  if (kind === "email") return value.replace(/^(.)[^@]*/u, "$1…");
  return value;
}
