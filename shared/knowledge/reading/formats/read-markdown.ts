import { marked, type Token, type Tokens } from "marked";
import { decodeFile } from "../../../schema/decode-file.ts";
import type { Block, ReadDocument } from "../block.ts";
import { tableBlocks } from "../table-blocks.ts";
import { htmlBlocks } from "../web-pages/html-blocks.ts";
import { oneLine, visibleText } from "../web-pages/visible-text.ts";
import { textBlocks } from "./read-text.ts";

export function readMarkdown(bytes: Uint8Array, contentType: string): ReadDocument {
  return { ...markdownBlocks(decodeFile(bytes, contentType)), pages: 1, unreadable: [] };
}

/** The blocks of a Markdown text. HTML comments are not part of it. */
export function markdownBlocks(markdown: string, page?: number): Pick<ReadDocument, "blocks" | "title"> {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/, "");
  const blocks = marked.lexer(body).flatMap((token) => blocksOf(token, page));
  const first = blocks.find((block) => block.type === "heading");
  return { blocks, ...(first?.level === 1 ? { title: first.text } : {}) };
}

function blocksOf(token: Token, page: number | undefined): readonly Block[] {
  const at = page === undefined ? {} : { page };
  switch (token.type) {
    case "heading":
      return [{ type: "heading", level: token.depth, text: plain(token.tokens), ...at }];
    case "table": {
      const { header, rows } = token as Tokens.Table;
      return tableBlocks(
        [header, ...rows].map((row) => row.map((cell) => plain(cell.tokens))),
        page,
      );
    }
    case "list":
      return [{ type: "text", text: listText(token as Tokens.List), ...at }];
    case "paragraph":
      return textBlocks(inline(token.tokens), page);
    case "blockquote":
      return (token.tokens ?? []).flatMap((each) => blocksOf(each, page));
    case "html":
      return htmlBlocks(token.raw, page).blocks;
    case "code":
      return [{ type: "text", text: visibleText(token.text), ...at }];
    default:
      return [];
  }
}

function listText({ items, ordered, start }: Tokens.List): string {
  return items
    .map((item, index) => `${ordered ? `${Number(start || 1) + index}.` : "-"} ${inline(item.tokens)}`)
    .join("\n");
}

function plain(tokens: readonly Token[] | undefined): string {
  return oneLine(inline(tokens));
}

function inline(tokens: readonly Token[] = []): string {
  return tokens
    .map((token) => {
      if (token.type === "html") return "";
      if (token.type === "br") return "\n";
      if (token.type === "list") return `\n${listText(token as Tokens.List)}`;
      if ("tokens" in token && token.tokens !== undefined) return inline(token.tokens);
      return "text" in token ? unescaped(String(token.text)) : "";
    })
    .join("");
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

/** marked escapes what it takes from the text. */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? "");
}
