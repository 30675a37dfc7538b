/** The last `limit` entries, numbered from 1 in order of arrival. */
export interface RequestLog<T> {
  add(item: T): void;
  /** The entries numbered above `since`. */
  list(since?: number): readonly (T & { readonly n: number })[];
  clear(): void;
}

export function requestLog<T extends object>(limit = 1_000): RequestLog<T> {
  let items: (T & { readonly n: number })[] = [];
  let count = 0;
  return {
    add(item) {
      count += 1;
      items.push({ n: count, ...item });
      if (items.length > limit) items = items.slice(-limit);
    },
    list: (since = 0) => items.filter((item) => item.n > since),
    clear() {
      items = [];
      count = 0;
    },
  };
}

/** `?since=N` as a number. Anything else counts as 0. */
export function sinceOf(query: URLSearchParams): number {
  const since = Number(query.get("since") ?? 0);
  return Number.isFinite(since) ? since : 0;
}
