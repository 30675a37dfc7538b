import type { Source } from "../../knowledge/source.ts";
import type { Citation } from "../agent.ts";

const citation = /\s?\[\[([^[\]\n]{1,300})\]\]/g;
const blockWithContent = /<(script|style|iframe|object|embed|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const tag = /<\/?[a-z!][^<>]*>/gi;
const markdownLink = /(!?)\[([^\]\n]{0,500})\]\(\s*((?:[^()\s]|\([^()\s]*\)){0,2000})[^()]{0,500}\)/g;
const harmfulScheme = /\b(?:javascript|vbscript|data\s*:\s*text\/html)\s*:?/gi;
/** What may be linked to; anything else keeps its words and loses its address. */
const safeAddress = /^(?:https?:\/\/|mailto:|tel:|\/|#)/i;

/**
 * A reply as the customer may see it: citations taken out, HTML and scripts neutralised, links of other schemes
 * reduced to their words. "Sugar < 100" and ordinary Markdown stay.
 */
export function cleaned(text: string): string {
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

/** The sources a reply cites, each once, in order. An id that is none of `sources` cites nothing. */
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

/** A text that ran into its limit, without its unfinished last sentence, unless that is nearly all there is. */
export function completeSentences(text: string): string {
  const end = text.search(/[.!?।؟\n][^.!?।؟\n]*$/);
  return end >= 40 ? text.slice(0, end + 1).trimEnd() : text;
}
