/**
 * Sizes of stored data. A document holds 1 MiB (Firestore's limit). A sealed one holds about 768 KiB of JSON, because
 * base64 adds a third. A character takes 1 to 4 bytes of UTF-8 and up to 6 of JSON, so limits of stored text are in
 * bytes.
 */

/** The bytes that a value takes in a document, before it is sealed. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

const cutMark = " […]";

/** The beginning of a text that takes at most `maxBytes` of JSON, with a mark where it was cut. Keeps letters whole. */
export function clipToBytes(text: string, maxBytes: number): string {
  // A UTF-16 code unit takes at most 6 bytes.
  if (text.length * 6 + 2 <= maxBytes || jsonBytes(text) <= maxBytes) return text;
  const room = maxBytes - jsonBytes(cutMark);
  let [fits, over] = [0, Math.min(text.length, room + 1)];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (jsonBytes(text.slice(0, middle)) <= room) fits = middle;
    else over = middle;
  }
  const end = /[\uD800-\uDBFF]/.test(text[fits - 1] ?? "") ? fits - 1 : fits;
  return text.slice(0, end) + cutMark;
}

/** The newest items, oldest first, that take at most `maxBytes` together. The newest item always stays. */
export function newestWithinBytes<T>(items: readonly T[], maxBytes: number): T[] {
  let bytes = 0;
  const first = items.findLastIndex((item, index) => {
    bytes += jsonBytes(item) + 1;
    return bytes > maxBytes && index < items.length - 1;
  });
  return items.slice(first + 1);
}
