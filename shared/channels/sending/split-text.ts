/**
 * Parts of at most `limit` UTF-16 units (or UTF-8 bytes) that together are the whole text. Text is cut between
 * paragraphs, else lines, sentences or words. A link or a word is cut only when it is longer than a part, and never
 * inside a grapheme.
 */
export function splitText(text: string, limit: number, unit: "characters" | "bytes" = "characters"): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  for (let length = fitting(rest, limit, unit); length < rest.length; length = fitting(rest, limit, unit)) {
    const end = cutAt(rest, length);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

/** How many UTF-16 units from the start are within the limit. */
function fitting(text: string, limit: number, unit: "characters" | "bytes"): number {
  if (unit === "characters") return Math.min(limit, text.length);
  let [bytes, length] = [0, 0];
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    length += character.length;
  }
  return length;
}

const boundaries = [/\n\s*\n/g, /\n/g, /(?<=[.!?।])\s/g, /\s/g];

function cutAt(text: string, length: number): number {
  const window = text.slice(0, length + 1);
  for (const boundary of boundaries) {
    const last = [...window.matchAll(boundary)].at(-1);
    // Parts less than half full would be more messages than the reader wants.
    if (last && last.index > length / 2) return last.index;
  }
  const anySpace = [...window.matchAll(/\s/g)].at(-1);
  if (anySpace && anySpace.index > 0) return anySpace.index;
  return cutUnspaced(text, length);
}

const link = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/g;

const longestWord = 40;

/** Text of a language that writes no spaces: before a link that would be cut, else between words, else characters. */
function cutUnspaced(text: string, length: number): number {
  const cut = [...text.matchAll(link)].find(
    ({ index, 0: { length: long } }) => index < length && index + long > length,
  );
  if (cut && cut.index > 0) return cut.index;
  // The text after the limit shows where a word ends.
  const window = text.slice(0, length + longestWord);
  const end = lastEnd("word", window, length);
  return end > length / 2 ? end : lastEnd("grapheme", window, length) || length;
}

/** Created on first use, which is rare: creating one takes 20 ms of an instance's first turn. */
const segmenters = new Map<"word" | "grapheme", Intl.Segmenter>();

function lastEnd(granularity: "word" | "grapheme", window: string, length: number): number {
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter(undefined, { granularity });
  segmenters.set(granularity, segmenter);
  let end = 0;
  for (const { index, segment } of segmenter.segment(window)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return end;
}
