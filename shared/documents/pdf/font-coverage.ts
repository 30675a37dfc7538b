/**
 * The characters that a TrueType font can show, from its `cmap` table in format 12 (OpenType 1.9, "cmap"), which every font
 * with more than the basic plane has.
 * @throws Error for a font without such a table
 */
export function fontCoverage(font: Buffer): (codePoint: number) => boolean {
  const ranges = groups(font, formatTwelve(font, tableAt(font, "cmap")));
  return (codePoint) => {
    let [low, high] = [0, ranges.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { first, last } = ranges[middle] ?? { first: 0, last: -1 };
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}

function tableAt(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index += 1) {
    const entry = 12 + index * 16;
    if (font.toString("latin1", entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`The font has no table ${tag}.`);
}

function formatTwelve(font: Buffer, cmap: number): number {
  const count = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (font.readUInt16BE(table) === 12) return table;
  }
  throw new Error("The font's cmap has no table of format 12.");
}

function groups(font: Buffer, table: number): { readonly first: number; readonly last: number }[] {
  return Array.from({ length: font.readUInt32BE(table + 12) }, (_, index) => {
    const group = table + 16 + index * 12;
    return { first: font.readUInt32BE(group), last: font.readUInt32BE(group + 4) };
  });
}
