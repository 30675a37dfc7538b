import { type GlyphFont, glyphList, type PlacedGlyph, placedGlyphs, rounded } from "./glyph-runs.ts";

/** Fonts by their name in the page's resources. */
export type PageFonts = ReadonlyMap<string, GlyphFont>;

/** Marked content with one run of text, as Typst writes it: its tag, origin, colour, and the shows in it. */
const segmentForm =
  /(\/\w+ (?:<<\n(?: {2}[^\n]*\n)*>> BDC|BMC)\n)q\n1 0 0 -1 (\S+) (\S+) cm\n((?:\/\w+ cs\n[\d. ]+ scn\n)?)BT\n([\s\S]*?)ET\nQ\nEMC(?:\n|$)/g;
/** One show of glyphs, alone or with a text of its own around it. */
const showForm =
  /(?:\/Span <<\n {2}\/ActualText <FEFF([0-9A-F]+)>\n>> BDC\n)?0 Tr\n(\/\S+) (\S+) Tf\n1 0 0 -1 (\S+) (\S+) Tm\n(?:\[([\s\S]*?)\] TJ|(\([\s\S]*?\)|<[0-9A-F]+>) Tj)\n(EMC\n)?/y;

/** Glyphs that stand for one text, at their place on the page; y is upwards. */
interface Piece {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly end: number;
  readonly glyphs: readonly PlacedGlyph[];
}

interface Segment {
  readonly at: number;
  readonly length: number;
  readonly tag: string;
  readonly colour: string;
  readonly pieces: readonly Piece[];
}

/**
 * A page's content with one span for each word that says its text. A mark that Typst has put into a run of its own, because
 * it is raised or lowered, is drawn in the run of its word; its own marked content stays, empty. What has another form than
 * Typst's, or no text of its own, is left as it is.
 */
export function withWordSpans(content: string, fonts: PageFonts): string {
  const groups: Segment[][] = [];
  for (const segment of segmentsIn(content, fonts)) {
    const group = groups.at(-1);
    if (group && continues(group, segment)) group.push(segment);
    else groups.push([segment]);
  }
  let done = 0;
  const parts: string[] = [];
  for (const group of groups) {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) continue;
    parts.push(content.slice(done, first.at), printed(group, first));
    done = last.at + last.length;
  }
  return parts.join("") + content.slice(done);
}

function segmentsIn(content: string, fonts: PageFonts): Segment[] {
  return [...content.matchAll(segmentForm)].flatMap(
    ({ 0: whole, 1: tag = "", 2: x, 3: y, 4: colour = "", 5: run = "", index }) => {
      const pieces = piecesOf(run, { x: Number(x), y: Number(y) }, fonts);
      return pieces ? [{ at: index, length: whole.length, tag, colour, pieces }] : [];
    },
  );
}

/** Whether a segment follows the others without anything between, and on their line. */
function continues(group: readonly Segment[], { at, colour, pieces }: Segment): boolean {
  const before = group.at(-1);
  const [first, last] = [pieces[0], before?.pieces.at(-1)];
  if (!before || !first || !last || before.at + before.length !== at || before.colour !== colour) return false;
  const furthest = Math.max(...group.flatMap((one) => one.pieces.map(({ end }) => end)));
  const near = first.x < furthest + first.size / 5 && first.x > last.x - first.size;
  return near && Math.abs(first.y - last.y) < first.size / 2 && first.text !== " " && last.text !== " ";
}

function printed(group: readonly Segment[], { tag, colour }: Segment): string {
  const pieces = group.flatMap((segment) => segment.pieces);
  const drawn = wordsOf(pieces).map(spanned).join("");
  const emptied = group.slice(1).map((segment) => `${segment.tag}EMC\n`);
  return `${tag}q\n1 0 0 -1 0 0 cm\n${colour}BT\n${drawn}ET\nQ\nEMC\n${emptied.join("")}`;
}

function wordsOf(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [];
  for (const piece of pieces) {
    const word = words.at(-1);
    if (!word || piece.text === " " || word[0]?.text === " ") words.push([piece]);
    else word.push(piece);
  }
  return words;
}

function spanned(word: readonly Piece[]): string {
  const text = word.map((piece, index) => (belongsTo(piece, word.slice(0, index)) ? "" : piece.text)).join("");
  const code = Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase();
  return `/Span <<\n  /ActualText <FEFF${code}>\n>> BDC\n${word.map(drawn).join("")}EMC\n`;
}

/** Whether a piece is a mark of the cluster before it: it says the same text, and is off the line or over a letter. */
function belongsTo(piece: Piece, before: readonly Piece[]): boolean {
  const [first, last] = [before[0], before.at(-1)];
  if (!first || last?.text !== piece.text) return false;
  const nearly = piece.size / 100;
  return Math.abs(piece.y - first.y) > nearly || piece.x < Math.max(...before.map(({ end }) => end)) - nearly;
}

function drawn({ font, size, x, y, glyphs }: Piece): string {
  return `0 Tr\n${font} ${size} Tf\n1 0 0 -1 ${rounded(x)} ${rounded(-y)} Tm\n[${glyphList(glyphs)}] TJ\n`;
}

/** Undefined for a run without a text of its own, or with something that Typst did not write so far. */
function piecesOf(
  run: string,
  origin: { readonly x: number; readonly y: number },
  fonts: PageFonts,
): Piece[] | undefined {
  const pieces: Piece[] = [];
  showForm.lastIndex = 0;
  while (showForm.lastIndex < run.length) {
    const [, said, name = "", size = "", x, y, list, single] = showForm.exec(run) ?? [];
    const font = fonts.get(name);
    const glyphs = font && placedGlyphs(list ?? single ?? "", font);
    if (!font || !glyphs) return undefined;
    const pieceOf = (text: string, part: readonly PlacedGlyph[]): Piece => {
      const at = (units: number) => origin.x + Number(x) + (units / 1000) * Number(size);
      const end = at(Math.max(...part.map((glyph) => glyph.end)));
      return {
        text,
        font: name,
        size: Number(size),
        x: at(part[0]?.start ?? 0),
        y: origin.y - Number(y),
        end,
        glyphs: part,
      };
    };
    if (said !== undefined) pieces.push(pieceOf(Buffer.from(said, "hex").swap16().toString("utf16le"), glyphs));
    else
      for (const glyph of glyphs) {
        const text = font.texts.get(glyph.glyph);
        if (text === undefined) return undefined;
        pieces.push(pieceOf(text, [glyph]));
      }
  }
  return pieces;
}
