import { z } from "zod";
import { readCursor, writeCursor } from "../../../../shared/platform/cursor.ts";
import type { Documents, Page } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { indexedWordId, indexedWords, tokenOf, wordsOf } from "./search-index.ts";

/** Where a search goes on. */
export interface SearchCursor {
  /** In the index, and after it through all conversations, which finds parts of words and what no index holds yet. */
  readonly in: "index" | "rest";
  /** What changed since was looked through already. */
  readonly before: string;
  /** Where the list of all conversations goes on. */
  readonly rest: string;
  /** Where the index goes on. Empty: at its beginning. */
  readonly at: string;
}

/** Words of one question that are looked up. */
const mostWords = 8;

export function writeSearchCursor({ in: where, ...cursor }: SearchCursor): string {
  return where === "rest" ? `${marks.rest}${cursor.rest}` : `${marks.index}${writeCursor(cursor)}`;
}

const marks = { index: "words.", rest: "rest." } as const;
const IndexCursor = z.object({ before: z.string(), rest: z.string(), at: z.string() });

/** Undefined for the cursor of a list. @throws CursorInvalid */
export function readSearchCursor(cursor: string | undefined): SearchCursor | undefined {
  if (cursor?.startsWith(marks.rest)) return { in: "rest", before: "", at: "", rest: cursor.slice(marks.rest.length) };
  if (!cursor?.startsWith(marks.index)) return undefined;
  return { in: "index", ...readCursor(cursor.slice(marks.index.length), IndexCursor) };
}

/**
 * A page of ids of the conversations that have all words, newest first. The longest word is the rarest as a rule: its
 * conversations are read, and each other word costs a look-up for each of them.
 */
export async function findIndexed(
  documents: Documents,
  tenantId: TenantId,
  { q, ...paging }: { readonly q: string; readonly limit: number; readonly cursor: string | undefined },
): Promise<Page<string>> {
  const [rarest, ...others] = await tokensIn(documents, tenantId, q);
  if (rarest === undefined) return { items: [] };
  const { items, nextCursor } = await documents.query(tenantId, indexedWords, {
    where: [["token", "==", rarest]],
    orderBy: { field: "at", direction: "desc" },
    ...paging,
  });
  const found = await Promise.all(
    items.map(async ({ data: { conversationId: id } }) =>
      (await hasTokens(documents, tenantId, { id, tokens: others })) ? [id] : [],
    ),
  );
  return { items: found.flat(), nextCursor };
}

/** Those of the conversations that the index does not find by all words. */
export async function withoutIndexed<Item extends { readonly id: string }>(
  documents: Documents,
  tenantId: TenantId,
  { q, items }: { readonly q: string; readonly items: readonly Item[] },
): Promise<readonly Item[]> {
  const tokens = await tokensIn(documents, tenantId, q);
  const isFound = await Promise.all(items.map(({ id }) => hasTokens(documents, tenantId, { id, tokens })));
  return items.filter((_, index) => !isFound[index]);
}

async function tokensIn(documents: Documents, tenantId: TenantId, q: string): Promise<readonly string[]> {
  const ids = await documents.ids(tenantId);
  return wordsOf(q)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, mostWords)
    .map((word) => tokenOf(ids, word));
}

async function hasTokens(
  documents: Documents,
  tenantId: TenantId,
  { id, tokens }: { readonly id: string; readonly tokens: readonly string[] },
): Promise<boolean> {
  const found = await Promise.all(
    tokens.map((token) => documents.get(tenantId, indexedWords, indexedWordId(id, token))),
  );
  return found.every((entry) => entry !== undefined);
}
