import type { Block } from "../block.ts";
import { tableBlocks } from "../table-blocks.ts";
import { oneLine } from "../web-pages/visible-text.ts";
import { textBlocks } from "./read-text.ts";

/** A piece of text as pdf.js places it. `transform` is the matrix of PDF 32000-1, 8.3.3: [4] is x, [5] is y. */
export interface PlacedText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

interface Line {
  readonly cells: readonly string[];
  readonly height: number;
  readonly y: number;
}

/** Smaller text is not meant to be read. */
const minHeight = 3;
/** A heading is this much higher than the page's usual text, and short. */
const headingRatio = 1.15;
const maxHeadingCharacters = 140;

/** The blocks of a page: headings by their size, tables by their gaps, paragraphs by their distance. */
export function pageBlocks(placed: readonly PlacedText[], page: number): readonly Block[] {
  const lines = linesOf(placed.filter(({ str, height }) => str.trim() === "" || height === 0 || height >= minHeight));
  const body = usualHeight(lines);
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let table: string[][] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push(...textBlocks(joinLines(paragraph), page));
    paragraph = [];
  };
  const endTable = () => {
    if (table.length > 1) blocks.push(...tableBlocks(evenRows(table), page));
    else paragraph.push(...table.map((row) => row.join(" ")));
    table = [];
  };
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const text = line.cells.join(" ");
    const isHeading =
      line.cells.length === 1 && line.height > body * headingRatio && text.length <= maxHeadingCharacters;
    const hasGap = before !== undefined && before.y - line.y > Math.max(line.height, before.height) * 1.8;
    if (line.cells.length > 1) {
      if (table.length === 0) endParagraph();
      table.push([...line.cells]);
      continue;
    }
    endTable();
    if (isHeading || hasGap) endParagraph();
    if (isHeading) blocks.push({ type: "heading", level: line.height > body * 1.5 ? 1 : 2, text, page });
    else paragraph.push(text);
  }
  endTable();
  endParagraph();
  return blocks;
}

function linesOf(placed: readonly PlacedText[]): readonly Line[] {
  const lines: Line[] = [];
  let open: PlacedText[] = [];
  const close = () => {
    const line = lineOf(open);
    if (line) lines.push(line);
    open = [];
  };
  for (const item of placed) {
    const last = open.findLast(({ str }) => str.trim() !== "");
    const moved = last !== undefined && Math.abs(yOf(last) - yOf(item)) > Math.max(last.height, item.height) * 0.6;
    if (moved) close();
    open.push(item);
    if (item.hasEOL) close();
  }
  close();
  return mergedRows(lines);
}

/** Cells of one row often come as lines of one height. */
function mergedRows(lines: readonly Line[]): readonly Line[] {
  const merged: Line[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (last && Math.abs(last.y - line.y) < last.height * 0.3)
      merged[merged.length - 1] = { ...last, cells: [...last.cells, ...line.cells] };
    else merged.push(line);
  }
  return merged;
}

function lineOf(items: readonly PlacedText[]): Line | undefined {
  const cells: string[] = [];
  let cell = "";
  let end: number | undefined;
  for (const item of items) {
    const start = item.transform[4] ?? 0;
    if (item.str.trim() !== "" && end !== undefined && start - end > item.height * 1.2) {
      cells.push(cell);
      cell = "";
    }
    cell += item.str;
    if (item.str.trim() !== "") end = start + item.width;
  }
  const texts = [...cells, cell].map(oneLine).filter((text) => text !== "");
  const [first] = items.filter(({ str }) => str.trim() !== "");
  if (texts.length === 0 || first === undefined) return undefined;
  return { cells: texts, height: Math.max(...items.map(({ height }) => height)), y: yOf(first) };
}

function yOf({ transform }: PlacedText): number {
  return transform[5] ?? 0;
}

/** The height that most characters of the page have. */
function usualHeight(lines: readonly Line[]): number {
  const characters = new Map<number, number>();
  for (const { cells, height } of lines) {
    const rounded = Math.round(height * 2) / 2;
    characters.set(rounded, (characters.get(rounded) ?? 0) + cells.join("").length);
  }
  return [...characters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (text === "") return line;
    if (/\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
    return /^(?:[•▪‣◦*-]|\d{1,2}[.)]|[QA]\s*[:.])\s/.test(line) ? `${text}\n${line}` : `${text} ${line}`;
  }, "");
}

function evenRows(rows: readonly string[][]): readonly string[][] {
  const columns = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...new Array<string>(columns - row.length).fill("")]);
}
