import type { Source } from "../../knowledge/source.ts";
import type { Citation } from "../agent.ts";

const citation = /\s?\[\[([^[\]\n]{1,300})\]\]/g;
const blockWithContent = /<(script|style|iframe|object|embed|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const tag = /<\/?[a-z!][^<>]*>/gi;
const markdownLink = /(!?)\[([^\]\n]{0,500})\]\(\s*((?:[^()\s]|\([^()\s]*\)){0,2000})[^()]{0,500}\)/g;
const harmfulScheme = /\b(?:javascript|vbscript|data\s*:\s*text\/html)\s*:?/gi;
/** Allowed link addresses. A link to any other address keeps its text and loses the address. */
const safeAddress = /^(?:https?:\/\/|mailto:|tel:|\/|#)/i;

/**
 * Sanitises a reply for the customer: removes citations, HTML and scripts, and reduces links of other schemes to their
 * text. "Sugar < 100" and ordinary Markdown stay.
 */
export function sanitiseReply(text: string): string {
  const uncited = text.includes("[[") ? text.replace(citation, "") : text;
  if (!/[<(]|script|data\s*:/i.test(uncited)) return uncited;
  return uncited
    .replace(blockWithContent, "")
    .replace(tag, "")
    .replace(markdownLink, (whole, image: string, words: string, address: string) =>
      image === "" && safeAddress.test(address) ? whole : words,
    )
    .replace(harmfulScheme, "");
}

/** The sources that a reply cites, each once, in order. Ids that are not in `sources` are ignored. */
export function citationsIn(text: string, sources: readonly Source[]): readonly Citation[] {
  const cited = new Map<string, Citation>();
  for (const [, ids = ""] of text.matchAll(citation)) {
    for (const id of ids.split(",").map((each) => each.trim())) {
      const source = sources.find((each) => each.id === id);
      if (source) cited.set(id, { id, title: source.title, ...(source.files ? { files: source.files } : {}) });
    }
  }
  return [...cited.values()];
}

/** Removes the unfinished last sentence of a truncated text, unless fewer than 40 characters would precede it. */
export function completeSentences(text: string): string {
  const end = text.search(/[.!?।؟\n][^.!?।؟\n]*$/);
  return end >= 40 ? text.slice(0, end + 1).trimEnd() : text;
}
