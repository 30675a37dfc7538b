/** A run of text with at most one mark. */
export interface Span {
  readonly text: string;
  readonly mark?: "strong" | "em" | "code";
}

export type TextBlock =
  | { readonly type: "paragraph"; readonly lines: readonly (readonly Span[])[] }
  | { readonly type: "bullets" | "numbers"; readonly items: readonly (readonly Span[])[] };

const marked = /\*\*(?!\s)([^*]+?)(?<!\s)\*\*|\*(?!\s)([^*]+?)(?<!\s)\*|`([^`]+)`/gu;
const signs = { strong: "**", em: "*", code: "`" } as const;
const bullet = /^[-*] +/u;
const number = /^\d{1,3}[.)] +/u;

/** The Markdown that a text of the document can hold: paragraphs, lists, bold, italic and code. All else is plain text. */
export function blocksOf(text: string): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  let isNew = true;
  for (const line of text.split("\n")) {
    const last = blocks.at(-1);
    const type = bullet.test(line) ? "bullets" : number.test(line) ? "numbers" : "paragraph";
    const spans = spansOf(type === "paragraph" ? line : line.replace(type === "bullets" ? bullet : number, ""));
    if (line.trim() === "") isNew = true;
    else if (type === "paragraph") {
      if (!isNew && last?.type === "paragraph") blocks[blocks.length - 1] = { type, lines: [...last.lines, spans] };
      else blocks.push({ type, lines: [spans] });
      isNew = false;
    } else {
      if (!isNew && last?.type === type) blocks[blocks.length - 1] = { type, items: [...last.items, spans] };
      else blocks.push({ type, items: [spans] });
      isNew = false;
    }
  }
  return blocks;
}

/** The blocks as Markdown. */
export function textOf(blocks: readonly TextBlock[]): string {
  return blocks
    .map((block) => {
      if (block.type === "paragraph") return block.lines.map(lineOf).join("\n");
      const sign = (index: number) => (block.type === "bullets" ? "- " : `${index + 1}. `);
      return block.items.map((spans, index) => sign(index) + lineOf(spans)).join("\n");
    })
    .join("\n\n");
}

function spansOf(line: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const { 0: whole, 1: strong, 2: em, 3: code, index } of line.matchAll(marked)) {
    if (index > end) spans.push({ text: line.slice(end, index) });
    if (strong !== undefined) spans.push({ text: strong, mark: "strong" });
    else if (em !== undefined) spans.push({ text: em, mark: "em" });
    else if (code !== undefined) spans.push({ text: code, mark: "code" });
    end = index + whole.length;
  }
  return end < line.length ? [...spans, { text: line.slice(end) }] : spans;
}

function lineOf(spans: readonly Span[]): string {
  return spans.map(({ text, mark }) => (mark === undefined ? text : signs[mark] + text + signs[mark])).join("");
}
