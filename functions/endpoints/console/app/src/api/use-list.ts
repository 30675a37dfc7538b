import { useInfiniteQuery } from "@tanstack/react-query";

export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

export interface List<Item> {
  readonly items: readonly Item[];
  readonly status: "pending" | "error" | "success";
  readonly error: Error | null;
  /** Undefined on the last page. */
  readonly showMore: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

/**
 * A list of the API, page by page. `key` names it and its filters: another key is another list.
 * @example useList(["people", search], (cursor, signal) => api("GET", "/v1/people", { query: { cursor, search }, signal }))
 */
export function useList<Item>(
  key: readonly (string | undefined)[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<Item>>,
): List<Item> {
  const { data, status, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  return {
    items: data?.pages.flatMap((page) => page.items) ?? [],
    status,
    error,
    isLoadingMore: isFetchingNextPage,
    showMore: hasNextPage ? () => void fetchNextPage() : undefined,
  };
}
