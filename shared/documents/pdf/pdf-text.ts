/** Shown in place of a character that the fonts lack. */
const replacement = "\u{fffd}";

/**
 * Every text of a document as it can be printed: line breaks kept, other white space one space, control characters left
 * out, and characters that the fonts lack shown as a replacement. PDF/UA-1 refuses a text with a missing glyph.
 */
export function printable<T>(value: T, covers: (codePoint: number) => boolean): T {
  const printed = (part: unknown): unknown => {
    if (typeof part === "string") return printableText(part, covers);
    if (Array.isArray(part)) return part.map(printed);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(
      Object.entries(part).flatMap(([name, inner]) => (inner === undefined ? [] : [[name, printed(inner)]])),
    );
  };
  return printed(value) as T;
}

function printableText(text: string, covers: (codePoint: number) => boolean): string {
  return Array.from(
    text
      .replace(/\r\n?/g, "\n")
      .replace(/[^\S\n]+/g, " ")
      .replace(/\p{Cc}|\u00ad|\ufeff/gu, keepLineBreak),
  )
    .map((character) => (character === "\n" || covers(character.codePointAt(0) ?? 0) ? character : replacement))
    .join("")
    .replace(/ *\n */g, "\n")
    .trim();
}

function keepLineBreak(character: string): string {
  return character === "\n" ? "\n" : "";
}
