import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { z } from "zod";
import { decodeFile } from "../../../schema/decode-file.ts";
import { jsonOf } from "../../../schema/json-of.ts";
import type { Block, ReadDocument } from "../block.ts";
import { removeHidden } from "./hidden-elements.ts";
import { elementBlocks } from "./html-blocks.ts";
import { oneLine } from "./visible-text.ts";

/** An article that holds less of the page's text has lost tables, price lists or questions. */
const minArticleShare = 0.6;
const maxLinks = 2_000;
/** Readability takes cubic time over the depth: 1,000 levels take four seconds. */
const maxArticleDepth = 100;

/** A web page: its main text, and the pages it links to. `url` is where it was read from. */
export function readHtml(
  bytes: Uint8Array,
  { contentType, url }: { readonly contentType: string; readonly url?: string },
): ReadDocument {
  const text = decodeFile(bytes, contentType === "" ? metaCharset(bytes) : contentType);
  const page = /<body[\s>]/i.test(text) ? text : `<body>${text}</body>`;
  const document = parseHTML(/<html[\s>]/i.test(page) ? page : `<!doctype html><html>${page}</html>`)
    .document as unknown as Document;
  const links = url === undefined ? [] : linksOf(document, url);
  const title = oneLine(document.querySelector("title")?.textContent ?? "");
  const pairs = structuredQuestions(document);
  removeHidden(document);
  const body = document.body ?? document.documentElement;
  const whole = oneLine(body?.textContent ?? "").length;
  const article = isDeeper(document.documentElement, maxArticleDepth) ? undefined : articleOf(document);
  const root = article && oneLine(article.textContent ?? "").length >= minArticleShare * whole ? article : body;
  const blocks = root ? elementBlocks(root) : [];
  const known = new Set(blocks.flatMap((block) => (block.type === "question" ? [block.question] : [])));
  return {
    ...(title === "" ? {} : { title }),
    blocks: [...blocks, ...pairs.filter((pair) => pair.type === "question" && !known.has(pair.question))],
    pages: 1,
    unreadable: [],
    links,
  };
}

function isDeeper(root: Element, depth: number): boolean {
  let level: Element[] = [root];
  for (let below = 0; below < depth && level.length > 0; below += 1)
    level = level.flatMap(({ children }) => [...children]);
  return level.length > 0;
}

function articleOf(document: Document): Element | undefined {
  const copy = document.cloneNode(true) as Document;
  const article = new Readability(copy, { charThreshold: 200 }).parse();
  if (!article?.content) return undefined;
  return parseHTML(`<!doctype html><html><body>${article.content}</body></html>`).document.body as unknown as Element;
}

/** The page's own word on its charset, as a content type; empty when it says none. */
export function metaCharset(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString("latin1");
  const charset = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  return charset === undefined ? "" : `text/html; charset=${charset}`;
}

/** The pages that a page links to or sends its readers on to, unless it says that they are not to be followed. */
export function linksOf(document: Document, url: string): readonly string[] {
  const metas = [...document.querySelectorAll("meta[content]")];
  const contentsOf = (attribute: string, name: RegExp) =>
    metas.flatMap((meta) =>
      name.test(meta.getAttribute(attribute) ?? "") ? [meta.getAttribute("content") ?? ""] : [],
    );
  if (contentsOf("name", /^robots$/i).some((rules) => /\b(nofollow|none)\b/i.test(rules))) return [];
  const base = URL.parse(document.querySelector("base[href]")?.getAttribute("href") ?? "", url) ?? new URL(url);
  const refreshes = contentsOf("http-equiv", /^refresh$/i).map(
    (content) => /^[\d.\s]*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content)?.[1] ?? "",
  );
  const anchors = [...document.querySelectorAll("a[href]")].flatMap((anchor) =>
    /\bnofollow\b/i.test(anchor.getAttribute("rel") ?? "") ? [] : [anchor.getAttribute("href") ?? ""],
  );
  const found = new Set<string>();
  for (const href of [...refreshes.filter((each) => each !== ""), ...anchors]) {
    const link = URL.parse(href, base);
    if (link === null || (link.protocol !== "https:" && link.protocol !== "http:")) continue;
    link.hash = "";
    found.add(link.href);
    if (found.size >= maxLinks) break;
  }
  return [...found];
}

const Answer = z.object({ text: z.string() });
const Question = z.object({ name: z.string(), acceptedAnswer: z.union([Answer, z.array(Answer).min(1)]) });

/** The pairs that the page declares for search engines (schema.org/FAQPage). */
function structuredQuestions(document: Document): readonly Block[] {
  return [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) =>
    // It is for search engines, and many pages have it wrong.
    pagesIn(jsonOf(script.textContent ?? "")).flatMap((entity): Block[] => {
      const parsed = Question.safeParse(entity);
      if (!parsed.success) return [];
      const { name, acceptedAnswer } = parsed.data;
      const [answer] = Array.isArray(acceptedAnswer) ? acceptedAnswer : [acceptedAnswer];
      const text = oneLine(
        parseHTML(`<html><body>${answer?.text ?? ""}</body></html>`).document.body.textContent ?? "",
      );
      return text === "" ? [] : [{ type: "question", question: oneLine(name), answer: text }];
    }),
  );
}

const FaqPage = z.object({ "@type": z.unknown(), mainEntity: z.array(z.unknown()) });
const Graph = z.object({ "@graph": z.array(z.unknown()) });

function pagesIn(value: unknown): readonly unknown[] {
  const graph = Graph.safeParse(value);
  const things = Array.isArray(value) ? value : graph.success ? graph.data["@graph"] : [value];
  return things.flatMap((thing) => {
    const page = FaqPage.safeParse(thing);
    return page.success && String(page.data["@type"]).includes("FAQPage") ? page.data.mainEntity : [];
  });
}
