import { parseHTML } from "linkedom";
import type { Block, ReadDocument } from "../block.ts";
import { tableBlocks } from "../table-blocks.ts";
import { removeHidden } from "./hidden-elements.ts";
import { oneLine } from "./visible-text.ts";

const inlineTags = new Set(
  "A ABBR B BDI BDO BR CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME TT U VAR WBR IMG".split(
    " ",
  ),
);
const headings: Readonly<Record<string, number>> = { H1: 1, H2: 2, H3: 3, H4: 4, H5: 5, H6: 6 };
/** Deeper elements are read as one text. */
const maxDepth = 150;

/** The blocks of an HTML fragment, without what is hidden in it. */
export function htmlBlocks(html: string, page?: number): Pick<ReadDocument, "blocks"> {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  removeHidden(document as unknown as Document);
  return { blocks: elementBlocks(document.body as unknown as Element, page) };
}

/** The blocks below an element, in reading order. */
export function elementBlocks(root: Element, page?: number): readonly Block[] {
  const at = page === undefined ? {} : { page };
  const blocks: Block[] = [];
  let line = "";

  const flush = () => {
    const text = line
      .split("\n")
      .map(oneLine)
      .filter((each) => each !== "")
      .join("\n");
    if (text !== "") blocks.push({ type: "text", text, ...at });
    line = "";
  };

  function visit(element: Element, depth: number): void {
    for (const node of element.childNodes) {
      if (node.nodeType === 3) line += (node.textContent ?? "").replace(/\s+/g, " ");
      if (node.nodeType !== 1) continue;
      const child = node as Element;
      const tag = child.tagName.toUpperCase();
      if (tag === "BR") line += "\n";
      else if (inlineTags.has(tag) || depth >= maxDepth) line += child.textContent ?? "";
      else {
        flush();
        visitBlock(child, tag, depth + 1);
        flush();
      }
    }
  }

  function visitBlock(element: Element, tag: string, depth: number): void {
    const level = headings[tag];
    if (level !== undefined) {
      const text = oneLine(element.textContent ?? "");
      if (text !== "") blocks.push({ type: "heading", level, text, ...at });
    } else if (tag === "TABLE" && element.querySelector("table") === null) blocks.push(...tableOf(element));
    else if (tag === "UL" || tag === "OL") {
      const items = [...element.children].map((item) => `- ${oneLine(item.textContent ?? "")}`);
      if (element.querySelector("table,h1,h2,h3,h4") === null) line = items.filter((item) => item !== "- ").join("\n");
      else visit(element, depth);
    } else if (tag === "DL") blocks.push(...definitions(element));
    else if (tag === "DETAILS") {
      const summary = [...element.children].find(({ tagName }) => tagName.toUpperCase() === "SUMMARY");
      const question = oneLine(summary?.textContent ?? "");
      summary?.remove();
      const answer = oneLine(element.textContent ?? "");
      if (question !== "" && answer !== "") blocks.push({ type: "question", question, answer, ...at });
      else visit(element, depth);
    } else visit(element, depth);
  }

  function tableOf(table: Element): readonly Block[] {
    const rows = [...table.querySelectorAll("tr")].map((row) =>
      [...row.querySelectorAll("th,td")].flatMap((cell) => {
        const span = Math.min(20, Number(cell.getAttribute("colspan") ?? 1) || 1);
        return [cell.textContent ?? "", ...new Array<string>(span - 1).fill("")];
      }),
    );
    return tableBlocks(rows, page);
  }

  function definitions(list: Element): readonly Block[] {
    let term = "";
    return [...list.querySelectorAll("dt,dd")].flatMap((item): Block[] => {
      const text = oneLine(item.textContent ?? "");
      if (item.tagName.toUpperCase() === "DT") term = text;
      else if (term !== "" && text !== "") return [{ type: "question", question: term, answer: text, ...at }];
      return [];
    });
  }

  visit(root, 0);
  flush();
  return blocks;
}
