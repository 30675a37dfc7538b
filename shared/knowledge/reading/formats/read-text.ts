import { decodeFile } from "../../../schema/decode-file.ts";
import type { Block, ReadDocument } from "../block.ts";
import { visibleText } from "../web-pages/visible-text.ts";

const question = /^(?:q|question|प्रश्न|सवाल)\s*[:.)-]\s*(.+)$/i;
const answer = /^(?:a|ans|answer|उत्तर|जवाब)\s*[:.)-]\s*(.*)$/i;

export function readText(bytes: Uint8Array, contentType: string): ReadDocument {
  return { blocks: textBlocks(decodeFile(bytes, contentType)), pages: 1, unreadable: [] };
}

/** Paragraphs, and pairs of lines that begin with `Q:` and `A:`. */
export function textBlocks(text: string, page?: number): readonly Block[] {
  const at = page === undefined ? {} : { page };
  const blocks: Block[] = [];
  for (const paragraph of visibleText(text).split(/\n[ \t\r]*\n/)) {
    let asked: string | undefined;
    let lines: string[] = [];
    const flush = () => {
      const body = lines.join("\n").trim();
      if (asked !== undefined && body !== "") blocks.push({ type: "question", question: asked, answer: body, ...at });
      else if (asked !== undefined || body !== "") blocks.push({ type: "text", text: asked ?? body, ...at });
      asked = undefined;
      lines = [];
    };
    for (const line of paragraph.split("\n").map((each) => each.trim())) {
      const asks = question.exec(line);
      if (asks) flush();
      if (asks) asked = asks[1] ?? "";
      else lines.push(asked === undefined ? line : (answer.exec(line)?.[1] ?? line));
    }
    flush();
  }
  return blocks;
}
