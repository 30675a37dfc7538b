export interface GlyphFont {
  /** The advance of each glyph in thousandths of the font's size. */
  readonly widths: ReadonlyMap<number, number>;
  readonly texts: ReadonlyMap<number, string>;
}

export interface PlacedGlyph {
  readonly glyph: number;
  /** From the start of the run, in thousandths of the font's size. */
  readonly start: number;
  readonly end: number;
}

/**
 * Where the glyphs of a TJ operator's list are (ISO 32000-1, 9.4.3). Undefined when it is not of strings of two-byte codes
 * and of numbers.
 */
export function placedGlyphs(list: string, { widths }: GlyphFont): readonly PlacedGlyph[] | undefined {
  const glyphs: PlacedGlyph[] = [];
  let at = 0;
  for (let index = 0; index < list.length; ) {
    const [space, move] = /^\s*(-?[\d.]+)?\s*/.exec(list.slice(index)) ?? [""];
    if (move !== undefined) at -= Number(move);
    index += space.length;
    if (index === list.length) break;
    const string = readString(list, index);
    if (string === undefined || string.bytes.length % 2 === 1) return undefined;
    for (let byte = 0; byte < string.bytes.length; byte += 2) {
      const glyph = (string.bytes[byte] ?? 0) * 256 + (string.bytes[byte + 1] ?? 0);
      const end = at + (widths.get(glyph) ?? 0);
      glyphs.push({ glyph, start: at, end });
      at = end;
    }
    index = string.next;
  }
  return glyphs;
}

const escaped: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

interface ReadString {
  readonly bytes: readonly number[];
  readonly next: number;
}

/** A string in hexadecimal or in parentheses, in which balanced parentheses stand for themselves (ISO 32000-1, 7.3.4). */
function readString(text: string, from: number): ReadString | undefined {
  const [hexadecimal, digits = ""] = /^<([0-9A-F]*)>/i.exec(text.slice(from)) ?? [];
  if (hexadecimal !== undefined) return { bytes: [...Buffer.from(digits, "hex")], next: from + hexadecimal.length };
  if (text[from] !== "(") return undefined;
  const bytes: number[] = [];
  let depth = 1;
  for (let index = from + 1; index < text.length; ) {
    const [token = "", octal, letter] = /^\\([0-7]{1,3})|^\\([\s\S])|^[\s\S]/.exec(text.slice(index, index + 4)) ?? [];
    index += token.length;
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (depth === 0) return { bytes, next: index };
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push((letter === undefined ? token : (escaped[letter] ?? letter)).charCodeAt(0));
  }
  return undefined;
}

/** The inside of a TJ operator's list that puts the glyphs there, the first at its origin. */
export function glyphList(glyphs: readonly PlacedGlyph[]): string {
  let at = glyphs[0]?.start ?? 0;
  return glyphs
    .map(({ glyph, start, end }) => {
      const move = at === start ? "" : `${rounded(at - start)} `;
      at = end;
      return `${move}<${glyph.toString(16).padStart(4, "0")}>`;
    })
    .join(" ");
}

/** As many digits as a page needs, so that the same numbers are always written alike. */
export function rounded(value: number): string {
  return String(Number(value.toFixed(4)));
}
