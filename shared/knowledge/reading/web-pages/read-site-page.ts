import { parseHTML } from "linkedom";
import { decodeFile } from "../../../schema/decode-file.ts";
import { declaredLines } from "./declared-lines.ts";
import { removeHidden } from "./hidden-elements.ts";
import { linksOf, metaCharset } from "./read-html.ts";
import { oneLine } from "./visible-text.ts";

/** A page of a site as research keeps it: what readers see, its links to people, and what it declares for machines. */
export interface SitePage {
  readonly title: string;
  /** Visible lines; then `linksAt`, the addresses to write to; then `declaredAt`, lines such as `telephone: +91…`. */
  readonly text: string;
  readonly linksAt: number;
  readonly declaredAt: number;
  /** Where the visible lines begin that are headings, or the terms of a list of definitions. */
  readonly headings: readonly number[];
  /** Pages that it links to. */
  readonly links: readonly string[];
  /** The address that it names as its own; null when it names none. */
  readonly canonical: string | null;
  /** True when it shows nothing without JavaScript. */
  readonly needsScript: boolean;
  /** Blocks of JSON-LD that are no JSON. */
  readonly brokenBlocks: number;
}

const furniture =
  "script,style,noscript,template,svg,canvas,iframe,object,embed,select,dialog,del,s,[hidden],[aria-hidden=true],[role=dialog]";
const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY THEAD TR UL".split(
    " ",
  ),
);
const fewCharacters = 200;
const maxDepth = 400;
const mostCharacters = 150_000;

export function readSitePage(bytes: Uint8Array, contentType: string, url: string): SitePage {
  const html = decodeFile(bytes, /charset/i.test(contentType) ? contentType : metaCharset(bytes) || contentType);
  const body = /<body[\s>]/i.test(html) ? html : `<body>${html}</body>`;
  const document = parseHTML(/<html[\s>]/i.test(body) ? body : `<!doctype html><html>${body}</html>`)
    .document as unknown as Document;
  const links = linksOf(document, url);
  const title = oneLine(document.querySelector("title")?.textContent ?? "");
  const declared = declaredLines(document, url);
  const people = peopleLinks(document);
  const scripts = document.querySelectorAll("script:not([type*=json])").length;
  const canonical = URL.parse(document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? "", url);
  removeHidden(document, furniture);
  const lines = visibleLines(document.body ?? document.documentElement);
  const shown = [{ text: title, isHeading: false }, ...lines].filter(({ text }) => text !== "");
  const visible = shown
    .map(({ text }) => text)
    .join("\n")
    .slice(0, mostCharacters);
  const linksAt = visible.length + 1;
  const withLinks = `${visible}\n${people.map((line) => `${line}\n`).join("")}`;
  return {
    title,
    text: `${withLinks}${declared.lines.join("\n")}`,
    linksAt,
    declaredAt: withLinks.length,
    headings: headingsIn(shown),
    links,
    canonical: canonical?.href ?? null,
    needsScript: scripts > 0 && lines.map(({ text }) => text).join(" ").length < fewCharacters && links.length < 2,
    brokenBlocks: declared.broken,
  };
}

interface VisibleLine {
  readonly text: string;
  readonly isHeading: boolean;
}

function headingsIn(lines: readonly VisibleLine[]): readonly number[] {
  let start = 0;
  return lines.flatMap(({ text, isHeading }) => {
    const at = start;
    start += text.length + 1;
    return isHeading ? [at] : [];
  });
}

const peopleHosts =
  /^https?:\/\/(?:[\w-]+\.)?(?:instagram|facebook|tiktok|youtube|linkedin|twitter|x|wa|whatsapp|t|telegram)\.(?:com|me)\//i;
const mostPeopleLinks = 60;

function peopleLinks(document: Document): readonly string[] {
  const found = [...document.querySelectorAll("a[href]")].map((link) => oneLine(link.getAttribute("href") ?? ""));
  return [...new Set(found.filter((href) => /^(tel|mailto):/i.test(href) || peopleHosts.test(href)))]
    .map((href) => href.slice(0, 300))
    .slice(0, mostPeopleLinks);
}

/** The text of each block on a line of its own. Cells of a row stand on one line. */
function visibleLines(root: Element): readonly VisibleLine[] {
  const lines: VisibleLine[] = [];
  let line = "";
  const end = (name = "") => {
    const text = oneLine(line).replace(/^\| /, "");
    if (text !== "") lines.push({ text, isHeading: /^(H[1-6]|DT)$/.test(name) });
    line = "";
  };
  const walk = (node: Node, depth: number): void => {
    if (node.nodeType === 3) line += node.textContent ?? "";
    if (node.nodeType !== 1 || depth > maxDepth) return;
    const name = (node as Element).tagName.toUpperCase();
    const isBlock = blocks.has(name);
    if (isBlock) end();
    if (name === "TD" || name === "TH") line += " | ";
    for (const child of node.childNodes) walk(child, depth + 1);
    if (isBlock) end(name);
  };
  walk(root, 0);
  end();
  return lines;
}
