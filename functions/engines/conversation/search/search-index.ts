import { z } from "zod";
import { type Collection, put, remove, type Write } from "../../../../shared/platform/documents.ts";
import { byConversation } from "../../../../shared/platform/personal-data.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";
import { normalized } from "../../../../shared/schema/bounded-text.ts";

/** Words of one conversation in the index. Of more, the newest stay. */
export const mostTokens = 400;
/** Words that one look adds, so that its commit stays small. */
export const mostAdded = 200;

const IndexedWord = z.object({
  /** The word as a hash with the tenant's key: nobody else can try words against it. */
  token: z.string(),
  conversationId: z.string(),
  at: z.string(),
});

/** Which conversations have a word: a database finds no element of a list, and what was said is encrypted. */
export const indexedWords: Collection<z.infer<typeof IndexedWord>> = {
  name: "search-words",
  schema: IndexedWord,
  indexes: [
    ["token", "at desc"],
    ["conversationId", "at asc"],
  ],
  confidential: true,
  personal: { fields: ["token"], find: byConversation("conversationId", "at asc") },
};

const SearchIndex = z.object({
  conversationId: z.string(),
  /** The `index` of the newest turn that was looked at. */
  upTo: z.number().int(),
  /** Tokens in the index, oldest first. */
  tokens: z.array(z.string()),
});
export type SearchIndex = z.infer<typeof SearchIndex>;

/** What of a conversation stands in the index, by its id. */
export const searchIndexes = ownedDocument<SearchIndex>({
  name: "search-indexes",
  state: SearchIndex,
  indexes: [],
  confidential: true,
  personal: { fields: ["state.tokens"], find: { by: "ids", ids: ({ conversationIds }) => conversationIds } },
});

/** Capitals, wide letters and ligatures are told apart by nobody who searches. */
export function folded(text: string): string {
  return normalized(text, "NFKC").toLowerCase();
}

/** The words of a text in any script, each once. A vowel sign belongs to its word, as in Devanagari. */
export function wordsOf(text: string): readonly string[] {
  const words = folded(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length > 1 && word.length <= longestWord);
}

const longestWord = 64;
const longestPrefix = 12;

/** What finds a customer while their name is being typed, or by the last four digits of their number. */
export function nameWords({ name, address }: { readonly name: string | null; readonly address: string }) {
  const prefixes = wordsOf(name ?? "").flatMap((word) => {
    const letters = Array.from(word);
    const lengths = Array.from({ length: Math.min(letters.length, longestPrefix) - 1 }, (_, index) => index + 2);
    return [...lengths.map((length) => letters.slice(0, length).join("")), word];
  });
  const digits = /^\+?\d{7,15}$/.test(address) ? [address.slice(-4)] : [];
  return [...new Set([...prefixes, ...digits, ...wordsOf(address)])];
}

export function tokenOf(ids: TenantIds, word: string): string {
  return ids.of("search", word);
}

export function indexedWordId(conversationId: string, token: string): string {
  return deriveId("search-word", conversationId, token);
}

/** The index with further words, and the writes for it. Words that are said again become the newest. Pure. */
export function withTokens(
  before: SearchIndex,
  added: readonly string[],
  { upTo, at }: { readonly upTo: number; readonly at: string },
): { readonly document: SearchIndex; readonly writes: readonly Write[] } {
  const { conversationId } = before;
  const known = new Set(before.tokens);
  const again = new Set(added);
  const all = [...before.tokens.filter((token) => !again.has(token)), ...again];
  const tokens = all.slice(-mostTokens);
  const kept = new Set(tokens);
  const writes = [
    ...tokens
      .filter((token) => again.has(token) && !known.has(token))
      .map((token) => put(indexedWords, indexedWordId(conversationId, token), { token, conversationId, at })),
    ...before.tokens
      .filter((token) => !kept.has(token))
      .map((token) => remove(indexedWords, indexedWordId(conversationId, token))),
  ];
  return { document: { conversationId, upTo, tokens }, writes };
}
