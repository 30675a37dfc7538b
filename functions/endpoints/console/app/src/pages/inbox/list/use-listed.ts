import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { api } from "../../../api/api.ts";
import { withActs } from "../acts/acts.ts";
import type { InboxModel } from "../inbox-model.ts";
import { type Item, itemFrom } from "../item.ts";
import { dueFirst, isUnread } from "../queue/queue.ts";
import { useStore } from "../store.ts";
import { type Filter, matchesFilter } from "./filter.ts";
import { filterItems, isQueuePart, type Part } from "./queue-filter.ts";

export interface Listed {
  readonly items: readonly Item[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** Loads more, where there is more. */
  more(): void;
  readonly hasMore: boolean;
  /** Whether more is being looked for. */
  readonly isSearching: boolean;
  /** Looks through what the index of the search does not hold. It takes long, so only when somebody wants it. */
  readonly searchOn: (() => void) | undefined;
}

/** How often the bot's conversations are read again. People's come by the stream. */
const botRefreshMs = 5_000;

/** What the list shows: the chosen part of the queue as it will be, or conversations as the API lists or finds them. */
export function useListed(model: InboxModel, part: Part, filter: Filter, words: string): Listed {
  const isSearch = words !== "";
  const queue = useStore(model.queue);
  const pending = useStore(model.deeds.pending);
  const { client, me } = model;
  const others = useInfiniteQuery({
    queryKey: ["inbox", client, isSearch ? "search" : part, filter, words],
    enabled: isSearch || !isQueuePart(part),
    refetchInterval: part === "bot" && !isSearch ? botRefreshMs : false,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api("GET", "/v1/conversations", {
        query: {
          limit: 100,
          ...filter,
          ...(isSearch ? { q: words } : part === "bot" ? { assignee: "bot" } : { status: "resolved" as const }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        client,
        signal,
      }),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const seen = useStore(model.seen);
  const ofQueue = useMemo(() => {
    const ofPart = filterItems(withActs(queue.items, pending, me), part, me);
    const unread = (item: Item) => isUnread(item, seen[item.conversation_id]);
    const fitting = ofPart.filter((item) => matchesFilter(filter, item, { me, isUnread: unread }));
    return queue.order === "due" ? dueFirst(fitting) : fitting;
  }, [queue.items, queue.order, pending, part, me, filter, seen]);
  const last = others.data?.pages.at(-1)?.next_cursor;
  const isAtRest = isSearch && isRest(last) && !others.data?.pageParams.some(isRest);
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = others;
  const ofOthers = useMemo(
    () =>
      (data?.pages ?? [])
        .flatMap(({ items }) => items)
        .map(itemFrom)
        .filter(({ conversation_id: id }) => !pending.has(id)),
    [data, pending],
  );
  const inQueue = isQueuePart(part) && !isSearch;
  const more = useCallback(() => {
    if (inQueue) void model.queue.more();
    else if (hasNextPage && !isFetchingNextPage && !isAtRest) void fetchNextPage();
  }, [inQueue, model, hasNextPage, isFetchingNextPage, fetchNextPage, isAtRest]);
  if (inQueue)
    return {
      items: ofQueue,
      isLoading: !queue.isLoaded,
      error: queue.problem ?? null,
      more,
      hasMore: queue.cursor !== null,
      isSearching: false,
      searchOn: undefined,
    };
  return {
    items: ofOthers,
    isLoading: others.isPending,
    error: others.error,
    more,
    hasMore: hasNextPage && !isAtRest,
    isSearching: isSearch && isFetchingNextPage,
    searchOn: isAtRest && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  };
}

/** The cursor of a search that has come to what no index holds. */
function isRest(cursor: unknown): boolean {
  return typeof cursor === "string" && cursor.startsWith("rest.");
}
