/** A value as it is read back: enough to recognise one's own, not enough to learn another's. */
export function maskedValue(kind: string, value: string): string {
  if (kind === "phone") return `…${value.slice(-4)}`;
  if (kind === "email") return value.replace(/^(.)[^@]*/u, "$1…");
  return value;
}
