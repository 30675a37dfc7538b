import type { Source } from "./source.ts";

/** A knowledge entry, as the tenant wrote it. `base` is its knowledge base. */
export interface KnowledgeEntry {
  readonly base: string;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly files?: readonly { readonly url: string; readonly content_type: string }[];
}

export function sourceOfEntry({ id, title, text, files = [] }: KnowledgeEntry): Source {
  if (files.length === 0) return { id, title, text };
  return { id, title, text, files: files.map(({ url, content_type: contentType }) => ({ url, contentType })) };
}
