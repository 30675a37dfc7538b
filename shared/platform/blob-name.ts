/** @throws Error when it is not a relative path of letters, digits, `._-` and `/`. */
export function checkedBlobName(name: string): string {
  if (isBlobName(name)) return name;
  throw new Error(`"${name}" cannot name a blob: use letters, digits, ._- and / for a relative path.`);
}

export function isBlobName(name: string): boolean {
  const parts = name.split("/");
  return name.length <= 500 && parts.every((part) => /^[A-Za-z0-9._-]+$/.test(part) && part !== "." && part !== "..");
}
