/** Whether what is searched for, word by word, stands in the texts and numbers of an item, however deep. Pure. */
export function hasAllWords(item: unknown, searched: string): boolean {
  const texts = textsIn(item).join("\n").toLocaleLowerCase();
  return searched
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => texts.includes(word));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
