/**
 * Texts of a server that nobody here has written. They are data: bounded, without characters that people do not see, and
 * without links and images, which could carry a conversation's words to somebody else.
 */

/** Controls, private-use and format characters, except the joiners that Indian scripts need, tab and line feed. */
const unseen = /(?!\u200c|\u200d|\t|\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const image = /!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g;
const link = /\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g;
const tag = /<\/?[a-z!][^>]{0,2000}>/gi;
const address = /\b(?:(?:https?|ftp|wss?|data|javascript|file):|www\.)[^\s"'<>)\]}]{1,2000}/gi;

export function foreignText(text: string, maxCharacters: number): string {
  // Cut first: the patterns below must not work through megabytes.
  const seen = text.slice(0, maxCharacters * 2).replace(unseen, "");
  const plain = seen
    .replace(image, "$1")
    .replace(link, "$1")
    .replace(tag, " ")
    .replace(address, "[link removed]")
    .trim();
  return plain.length > maxCharacters ? `${plain.slice(0, maxCharacters - 1)}…` : plain;
}

const maxDepth = 8;
const maxItems = 200;
const maxCharactersOfKey = 100;

/** The same for every text in a value. What is deeper or longer than a model can use is left out. */
export function foreignValue(value: unknown, maxCharacters: number, depth = 0): unknown {
  if (typeof value === "string") return foreignText(value, maxCharacters);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) return "[left out: nested too deeply]";
  const inner = (each: unknown) => foreignValue(each, maxCharacters, depth + 1);
  if (Array.isArray(value)) return value.slice(0, maxItems).map(inner);
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxItems)
      .map(([key, each]) => [foreignText(key, maxCharactersOfKey), inner(each)]),
  );
}
