import type { Page } from "../../../../shared/platform/documents.ts";

/** Reads of one request: a filter that fits few conversations ends its page early, and the next page goes on. */
const mostReads = 10;

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * A page of what fits. It may hold fewer than `limit` items, even none, before the last page: what one request reads is
 * bounded. Never more, because no read asks for more than is missing.
 */
export async function filteredPage<T>(
  read: (paging: Paged) => Promise<Page<T>>,
  fits: (item: T) => boolean,
  { limit, cursor }: Paged,
): Promise<Page<T>> {
  const items: T[] = [];
  let next = cursor;
  for (let reads = 0; reads < mostReads; reads += 1) {
    const page = await read({ limit: limit - items.length, cursor: next });
    items.push(...page.items.filter(fits));
    next = page.nextCursor;
    if (next === undefined || items.length >= limit) break;
  }
  return { items, nextCursor: next };
}
