/**
 * Parts of at most `length` UTF-16 units that together are the whole text, cut where it hurts least: between
 * paragraphs, lines, sentences, words; a link or a word longer than a part is cut only where nothing else is left,
 * and never inside a character as a person sees it.
 */
export function splitText(text: string, length: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > length) {
    const end = cutAt(rest, length);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

const boundaries = [/\n\s*\n/g, /\n/g, /(?<=[.!?।])\s/g, /\s/g];

function cutAt(text: string, length: number): number {
  const window = text.slice(0, length + 1);
  for (const boundary of boundaries) {
    const last = [...window.matchAll(boundary)].at(-1);
    // A part less than half full would make more messages than the reader wants.
    if (last && last.index > length / 2) return last.index;
  }
  const anySpace = [...window.matchAll(/\s/g)].at(-1);
  if (anySpace && anySpace.index > 0) return anySpace.index;
  return lastGraphemeEnd(window, length);
}

/** Made when first needed, which is seldom: making one takes 20 ms of an instance's first turn. */
let graphemes: Intl.Segmenter | undefined;

function lastGraphemeEnd(window: string, length: number): number {
  let end = 0;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { index, segment } of graphemes.segment(window)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return end === 0 ? length : end;
}
