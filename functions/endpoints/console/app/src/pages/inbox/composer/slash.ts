/** Saved replies that a "/" at the cursor finds and puts there, and colleagues that an "@" finds. Pure. */
export interface Slash {
  /** Where the "/" or "@" stands. */
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

const longestQuery = 40;

/** The search that ends at the cursor. A sign inside a word, such as "and/or" or an address, begins none. */
export function searchAt(text: string, cursor: number, sign: "/" | "@"): Slash | undefined {
  const before = text.slice(0, cursor);
  const from = before.lastIndexOf(sign);
  if (from < 0 || cursor - from > longestQuery) return undefined;
  const query = before.slice(from + 1);
  if (/^\s|\n/.test(query) || !/^$|\s$/.test(before.slice(0, from))) return undefined;
  return { from, to: cursor, query };
}

/** Whether the search is all that was written, so that it must not be sent to a customer. */
export function isOnlySlash(text: string, { from, to }: Slash): boolean {
  return text.slice(0, from).trim() === "" && text.slice(to).trim() === "";
}

/** The text with a reply in the place of the search, and where the cursor stands then. */
export function withReply(text: string, { from, to }: Slash, reply: string): { text: string; cursor: number } {
  return { text: text.slice(0, from) + reply + text.slice(to), cursor: from + reply.length };
}

export interface SavedReply {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** The replies whose title, id or text contain every word of the search. */
export function matchingReplies<Reply extends SavedReply>(replies: readonly Reply[], query: string): readonly Reply[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return replies.filter(({ id, title, text }) => {
    const held = `${id} ${title} ${text}`.toLowerCase();
    return wanted.every((word) => held.includes(word));
  });
}
