import type { Chunk } from "../chunk.ts";
import type { Block } from "../reading/block.ts";
import { scriptLanguage } from "./script-language.ts";
import { fitsPassage, joinWhileFitting, splitText } from "./split-text.ts";

/** Headings that are open where a batch of blocks ends, outermost first. The next batch begins with them. */
export type OpenSection = readonly { readonly level: number; readonly text: string }[];

/** What the passages of a batch take over from their document. `first` numbers the first one. */
export interface ChunkedDocument extends Pick<Chunk, "documentId" | "version" | "title" | "sourceUrl"> {
  readonly first: number;
  readonly section: OpenSection;
}

export interface ChunkedBlocks {
  readonly chunks: readonly Chunk[];
  readonly section: OpenSection;
}

interface Passage {
  readonly text: string;
  readonly page: number | undefined;
  readonly section: readonly string[];
  /** False for a table or a question with its answer, which stay by themselves. */
  readonly joins: boolean;
}

const maxHeadingCharacters = 200;
const maxDepth = 6;

/**
 * The passages of a document's blocks, of about 160 words each. A passage never crosses a heading or a page, and a table
 * or a question with its answer stays whole where it fits.
 */
export function chunkBlocks(blocks: readonly Block[], document: ChunkedDocument): ChunkedBlocks {
  const { documentId, version, title, sourceUrl } = document;
  const { passages, section } = passagesOf(blocks, document.section);
  const chunks = joinPassages(passages).map(({ text, page, section: path }, index) => ({
    id: `${documentId}#${document.first + index}`,
    documentId,
    version,
    title,
    text,
    section: path,
    ...(page === undefined ? {} : { page }),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    language: scriptLanguage(text),
  }));
  return { chunks, section };
}

function passagesOf(
  blocks: readonly Block[],
  open: OpenSection,
): { readonly passages: readonly Passage[]; readonly section: OpenSection } {
  let section = open;
  const passages: Passage[] = [];
  for (const [index, block] of blocks.entries()) {
    const at = { page: block.page, section: section.map(({ text }) => text) };
    if (block.type === "heading") {
      const text = block.text.slice(0, maxHeadingCharacters);
      section = [...section.filter(({ level }) => level < block.level), { level: block.level, text }].slice(-maxDepth);
      const next = blocks[index + 1];
      // A heading without a text of its own is itself what the document says.
      if (next === undefined || (next.type === "heading" && next.level <= block.level))
        passages.push({ text, page: block.page, section: at.section, joins: true });
    } else if (block.type === "text") {
      for (const text of splitText(block.text)) passages.push({ text, ...at, joins: true });
    } else if (block.type === "question") {
      for (const answer of splitText(block.answer))
        passages.push({ text: `${block.question}\n${answer}`, ...at, joins: false });
    } else for (const text of tableTexts(block.rows)) passages.push({ text, ...at, joins: false });
  }
  return { passages, section };
}

/** The table as one text, or parts of it that each begin with the names of its columns. */
function tableTexts([header = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const line = (row: readonly string[]) => row.join(" | ");
  const whole = [header, ...rows].map(line).join("\n");
  if (fitsPassage(whole)) return [whole];
  const named = rows.map((row) =>
    row
      .flatMap((cell, column) => (cell === "" ? [] : [header[column] ? `${header[column]}: ${cell}` : cell]))
      .join(" | "),
  );
  return joinWhileFitting(named.flatMap(splitText), "\n");
}

function joinPassages(passages: readonly Passage[]): readonly Passage[] {
  const joined: Passage[] = [];
  for (const passage of passages) {
    const last = joined.at(-1);
    const together = `${last?.text}\n${passage.text}`;
    if (last?.joins && passage.joins && isSamePlace(last, passage) && fitsPassage(together))
      joined[joined.length - 1] = { ...last, text: together };
    else joined.push(passage);
  }
  return joined.filter(({ text }) => text.trim() !== "");
}

function isSamePlace(one: Passage, other: Passage): boolean {
  return one.page === other.page && one.section.join("\n") === other.section.join("\n");
}
