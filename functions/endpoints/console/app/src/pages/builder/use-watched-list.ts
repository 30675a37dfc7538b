import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type List, type ListPage, useList } from "../../api/use-list.ts";

const watchMs = 2_000;

/** A list that is read again every two seconds while something in it goes on. */
export function useWatchedList<Item>(
  key: readonly string[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<Item>>,
  goesOn: (item: Item) => boolean,
): List<Item> {
  const queries = useQueryClient();
  const list = useList(key, read);
  const isWatched = list.items.some(goesOn);
  const name = key.join("\n");
  useEffect(() => {
    if (!isWatched) return;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: name.split("\n") }), watchMs);
    return () => clearInterval(timer);
  }, [isWatched, name, queries]);
  return list;
}
