/** @throws Error when the name is not a relative path of letters, digits, `._-` and `/`. */
export function checkedBlobName(name: string): string {
  if (isBlobName(name)) return name;
  throw new Error(`"${name}" is not a valid blob name. Use a relative path of letters, digits, ._- and /.`);
}

export function isBlobName(name: string): boolean {
  const parts = name.split("/");
  return name.length <= 500 && parts.every((part) => /^[A-Za-z0-9._-]+$/.test(part) && part !== "." && part !== "..");
}
