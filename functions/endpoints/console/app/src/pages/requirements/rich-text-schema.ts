import { type Node, Schema } from "prosemirror-model";
import { blocksOf, type Span, type TextBlock, textOf } from "./text-blocks.ts";

/** What a text of the document can hold, and nothing that Markdown could not say again. */
export const richTextSchema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    bullets: { content: "item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    numbers: { content: "item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    item: { content: "paragraph", parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    text: { group: "inline" },
    line_break: {
      inline: true,
      group: "inline",
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"] as const,
      leafText: () => "\n",
    },
  },
  marks: {
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0], excludes: "_" },
  },
});

export function richTextOf(text: string): Node {
  const line = (spans: readonly Span[]) =>
    spans.map(({ text: words, mark }) => richTextSchema.text(words, mark && [richTextSchema.mark(mark)]));
  const paragraph = (lines: readonly (readonly Span[])[]) => {
    const broken = lines.flatMap((spans, index) => {
      return index === 0 ? line(spans) : [richTextSchema.node("line_break"), ...line(spans)];
    });
    return richTextSchema.node("paragraph", null, broken);
  };
  const blocks = blocksOf(text).map((block) => {
    if (block.type === "paragraph") return paragraph(block.lines);
    const items = block.items.map((spans) => richTextSchema.node("item", null, [paragraph([spans])]));
    return richTextSchema.node(block.type, null, items);
  });
  return richTextSchema.node("doc", null, blocks.length === 0 ? [paragraph([])] : blocks);
}

export function markdownOf(doc: Node): string {
  const lines = (paragraph: Node): readonly (readonly Span[])[] => {
    const found: Span[][] = [[]];
    paragraph.forEach((child) => {
      const mark = child.marks[0]?.type.name as Span["mark"];
      if (child.isText) found.at(-1)?.push({ text: child.text ?? "", ...(mark && { mark }) });
      else found.push([]);
    });
    return found;
  };
  const blocks: TextBlock[] = [];
  doc.forEach((block) => {
    if (block.type.name === "paragraph") {
      blocks.push({ type: "paragraph", lines: lines(block) });
      return;
    }
    // A list's item is one line.
    const items: Span[][] = [];
    block.forEach((item) => {
      items.push(item.firstChild === null ? [] : lines(item.firstChild).flat());
    });
    blocks.push({ type: block.type.name === "numbers" ? "numbers" : "bullets", items });
  });
  return textOf(blocks).trim();
}
