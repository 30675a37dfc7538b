/** Scripts whose letters are joined or separated by U+200C and U+200D. */
const joined = /[\u0600-\u06ff\u0900-\u0dff]/;

/**
 * The text as a person sees it: without control characters, text direction marks, zero-width characters and Unicode
 * tags, which can hide instructions from readers. Zero-width joiners stay beside letters of scripts that use them.
 */
export function visibleText(text: string): string {
  return text
    .replace(/[\u200c\u200d]/g, (joiner, offset: number) =>
      joined.test(text[offset - 1] ?? "") || joined.test(text[offset + 1] ?? "") ? joiner : "",
    )
    .replace(/[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu, (char) =>
      /[\t\n\r]/.test(char) ? char : "",
    )
    .replace(/[\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f]/gu, "");
}

/** `visibleText` on one line. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, " ").trim();
}
